package import GraphQLLanguage

/// One field of a response object: all selections that share its response key, merged.
package struct CollectedField: Sendable {
    package let responseKey: String
    /// The node that speaks for all: in a valid operation they agree on name and arguments.
    package let first: Field
    /// Hardly ever are there any.
    private var others: [Field] = []

    package init(_ first: Field, responseKey: String) {
        self.responseKey = responseKey
        self.first = first
    }

    mutating func merge(_ other: Field) { others.append(other) }

    package var name: String { first.name.value }

    package var selectionSets: [SelectionSet] {
        guard !others.isEmpty else { return first.selectionSet.map { [$0] } ?? [] }
        return ([first] + others).compactMap(\.selectionSet)
    }

    /// Where the first selection is, in bytes from the document's beginning.
    var offset: Int { first.offset }
    var otherOffsets: [Int] { others.map(\.offset) }
}
