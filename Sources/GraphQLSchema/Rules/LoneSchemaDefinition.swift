import GraphQLLanguage

extension SDLRules {
    /// A document defines the schema at most once, and not at all where it extends one that has roots.
    static func loneSchemaDefinition(_ context: inout SDLContext) {
        let definitions = context.schemaNodes.filter { !$0.isExtension }
        let existing = context.schema
        let isDefined = existing?.queryType != nil || existing?.mutationType != nil || existing?.subscriptionType != nil
        for (index, definition) in definitions.enumerated() {
            if isDefined {
                context.report("Cannot define a new schema within a schema extension.", at: definition.node.offset)
            } else if index > 0 {
                context.report("Must provide only one schema definition.", at: definition.node.offset)
            }
        }
    }
}
