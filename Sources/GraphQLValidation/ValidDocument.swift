package import GraphQLLanguage
package import GraphQLSchema

/// A document of which every rule of the chapter "Validation" holds under `schema`. Only `Validator` makes one: holding it is the
/// proof.
package struct ValidDocument: Sendable {
    package let document: Document
    package let schema: Schema
    /// Fragments by name. Names are unique, spreads find their fragment, and no fragment leads back to itself.
    package let fragments: [String: FragmentDefinition]

    init(checked document: Document, schema: Schema, fragments: [String: FragmentDefinition]) {
        self.document = document
        self.schema = schema
        self.fragments = fragments
    }

    /// GetOperation() of the specification: the operation of that name, or without a name the only one.
    ///
    /// - Throws: `VALIDATION` when there is none, or more than one and no name.
    package func operation(named name: String?) throws(GraphQLError) -> ValidOperation {
        let operations = document.operations
        guard let name else {
            guard let operation = operations.first else { throw GraphQLError(.validation, "Must provide an operation.") }
            guard operations.count == 1 else {
                throw GraphQLError(.validation, "Must provide operation name if query contains multiple operations.")
            }
            return ValidOperation(definition: operation, document: self)
        }
        guard let operation = operations.first(where: { $0.name?.value == name }) else {
            throw GraphQLError(.validation, "Unknown operation named \"\(name)\".")
        }
        return ValidOperation(definition: operation, document: self)
    }
}

/// One operation of a valid document, which has the fragments it needs.
package struct ValidOperation: Sendable {
    package let definition: OperationDefinition
    package let document: ValidDocument

    fileprivate init(definition: OperationDefinition, document: ValidDocument) {
        self.definition = definition
        self.document = document
    }
}
