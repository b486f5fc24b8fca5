package import GraphQLLanguage

extension Document {
    /// The operation that a request asks for (§6.1): the one of that name, or the only one.
    package func operation(named name: String?) throws(RequestErrors) -> OperationDefinition {
        if let name {
            if let operation = operations.first(where: { $0.name?.value == name }) { return operation }
            throw RequestErrors([GraphQLError(.validation, "Unknown operation named \"\(name)\".")])
        }
        let operations = self.operations
        guard let operation = operations.first else { throw RequestErrors([GraphQLError(.validation, "Must provide an operation.")]) }
        guard operations.count == 1 else {
            throw RequestErrors([
                GraphQLError(.validation, "Must provide operation name if query contains multiple operations.")
            ])
        }
        return operation
    }
}
