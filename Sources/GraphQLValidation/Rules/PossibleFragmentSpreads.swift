import GraphQLLanguage
import GraphQLSchema

/// §5.5.2.3: there is an object type that both the place of a spread and the fragment's condition allow.
struct PossibleFragmentSpreads {
    /// Pairs of abstract types that were compared: their possible types can be many.
    private var known: [Pair: Bool] = [:]

    private struct Pair: Hashable {
        let type: String
        let parent: String
    }

    mutating func check(_ spread: FragmentSpread, on parent: NamedType, _ context: inout ValidationContext) {
        let name = spread.name.value
        guard let fragment = context.fragments[name], let type = context.compositeType(fragment.typeCondition.value),
            !overlap(type, parent, context.schema)
        else { return }
        context.report(
            """
            Fragment "\(name)" cannot be spread here as objects of type "\(parent.name)" can never be of type "\(type.name)".
            """, at: spread.offset)
    }

    mutating func check(_ fragment: InlineFragment, of type: NamedType, on parent: NamedType, _ context: inout ValidationContext) {
        guard !overlap(type, parent, context.schema) else { return }
        context.report(
            "Fragment cannot be spread here as objects of type \"\(parent.name)\" can never be of type \"\(type.name)\".",
            at: fragment.offset)
    }

    private mutating func overlap(_ type: NamedType, _ parent: NamedType, _ schema: Schema) -> Bool {
        if type.name == parent.name { return true }
        guard type.isAbstract, parent.isAbstract else {
            return type.isAbstract ? schema.isPossible(parent.name, of: type.name) : schema.isPossible(type.name, of: parent.name)
        }
        let pair = Pair(type: type.name, parent: parent.name)
        if let known = known[pair] { return known }
        let overlap = schema.possibleTypes(of: type.name).contains { schema.isPossible($0, of: parent.name) }
        known[pair] = overlap
        return overlap
    }
}
