package import GraphQLLanguage

/// A schema with the documents it was built from, in the order they were applied: the places its validation speaks of.
package struct BuiltSchema: Sendable {
    package let schema: Schema
    package let documents: [Document]

    package init(schema: Schema, documents: [Document] = []) {
        self.schema = schema
        self.documents = documents
    }
}
