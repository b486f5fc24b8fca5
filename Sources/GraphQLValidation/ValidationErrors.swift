package import GraphQLLanguage

/// Why a document may not be executed: at least one error, each with its places.
package struct ValidationErrors: Error, Sendable, Hashable {
    package let errors: [GraphQLError]

    init(_ errors: [GraphQLError]) {
        self.errors = errors
    }
}
