package import GraphQLLanguage

/// Why a request was refused before it was executed: at least one error. The answer has no `data`.
package struct RequestErrors: Error, Sendable, Hashable {
    package let errors: [GraphQLError]

    package init(_ errors: [GraphQLError]) {
        self.errors = errors
    }
}
