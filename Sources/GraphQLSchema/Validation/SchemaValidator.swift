package import GraphQLLanguage

/// Holds a schema's types to the rules that they have to keep together (§3).
package enum SchemaValidator {
    private static let rules: [@Sendable (inout SchemaValidation) -> Void] = [
        rootTypes, directiveDefinitions, acyclicDirectiveDefinitions, fieldDefinitions, interfaceImplementations, unionMembers,
        enumValues, inputObjects, finiteInputObjects, defaultValues, acyclicDefaultValues,
    ]

    /// What is wrong with the schema; empty when nothing is. Errors have places where the schema has documents.
    package static func errors(in built: BuiltSchema) -> [GraphQLError] {
        var validation = SchemaValidation(built)
        for rule in rules { rule(&validation) }
        return validation.errors
    }
}
