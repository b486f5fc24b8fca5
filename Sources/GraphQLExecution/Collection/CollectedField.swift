package import GraphQLLanguage

/// One field of a response object: all selections that share its response key, merged.
package struct CollectedField: Sendable {
    package let responseKey: String
    /// At least one; in a valid operation they agree on name and arguments.
    package internal(set) var nodes: [Field]

    /// The node that speaks for all: same name, same arguments.
    package var first: Field { nodes[0] }
    package var name: String { nodes[0].name.value }
    package var selectionSets: [SelectionSet] { nodes.compactMap(\.selectionSet) }
}
