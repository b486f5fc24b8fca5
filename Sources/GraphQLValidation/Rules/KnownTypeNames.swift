import GraphQLLanguage
import GraphQLSchema

/// §5.5.1.2, §5.8.2: the types that fragments and variables name exist.
enum KnownTypeNames {
    static func check(_ name: Name, _ context: inout ValidationContext) {
        guard !isKnown(name.value, context.schema) else { return }
        let suggestions = Suggestions.didYouMean(name.value, among: context.schema.types.lazy.map(\.name))
        context.report("Unknown type \"\(name.value)\".\(suggestions)", at: name.offset)
    }

    /// A built-in scalar that nothing in the schema refers to is no type of it (§3.5).
    private static func isKnown(_ name: String, _ schema: Schema) -> Bool {
        guard BuiltIns.scalar(named: name) != nil else { return schema.type(named: name) != nil }
        return schema.types.contains { $0.name == name }
    }
}
