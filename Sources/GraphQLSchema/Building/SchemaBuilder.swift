package import GraphQLLanguage

/// Makes schemas of SDL documents.
package enum SchemaBuilder {
    /// Builds a schema from one document and applies further ones to it as extensions, in order.
    ///
    /// Each document is held to the rules that look at SDL alone (known and unique names, directives in their places, with
    /// arguments of their types, extensions of what exists). Whether the types make sense together is `SchemaValidator`'s to say.
    package static func build(_ document: Document, extendedBy extensions: [Document] = []) throws(SchemaErrors) -> BuiltSchema {
        var built = BuiltSchema(schema: try apply(document, to: nil), documents: [document])
        for document in extensions { built = try extend(built, by: document) }
        return built
    }

    /// The schema with a document's definitions and extensions applied to it.
    package static func extend(_ built: BuiltSchema, by document: Document) throws(SchemaErrors) -> BuiltSchema {
        BuiltSchema(schema: try apply(document, to: built.schema), documents: built.documents + [document])
    }

    private static func apply(_ document: Document, to existing: Schema?) throws(SchemaErrors) -> Schema {
        try refuse(SDLRules.errors(in: document, extending: existing))
        var draft = SchemaDraft(existing)
        for definition in document.definitions { draft.define(definition) }
        for definition in document.definitions { draft.extend(definition) }
        let schema = draft.schema()
        try refuse(SDLRules.argumentValuesOnDirectives(in: document, making: schema))
        return schema
    }

    private static func refuse(_ errors: [GraphQLError]) throws(SchemaErrors) {
        guard errors.isEmpty else { throw SchemaErrors(errors) }
    }
}
