package import GraphQLLanguage

/// Why an SDL text is no schema: at least one error, each with its place.
package struct SchemaErrors: Error, Sendable, Hashable {
    package let errors: [GraphQLError]

    package init(_ errors: [GraphQLError]) {
        self.errors = errors
    }
}
