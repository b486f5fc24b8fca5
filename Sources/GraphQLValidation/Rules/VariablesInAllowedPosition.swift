import GraphQLLanguage
import GraphQLSchema

/// §5.8.5: a variable's type fits each place where it is used; in a field of a `@oneOf` input object it is never null.
enum VariablesInAllowedPosition {
    static func check(_ operation: OperationDefinition, _ usages: [VariableUsage], _ context: inout ValidationContext) {
        guard !operation.variables.isEmpty else { return }
        let variables = Dictionary(operation.variables.map { ($0.name.value, $0) }, uniquingKeysWith: { _, last in last })
        for usage in usages {
            guard let expected = usage.type, let variable = variables[usage.name], let type = context.typeReference(variable.type)
            else { continue }
            if !isAllowed(type, variable.defaultValue, in: expected, hasDefault: usage.hasDefault) {
                context.report(
                    "Variable \"$\(usage.name)\" of type \"\(type)\" used in position expecting type \"\(expected)\".",
                    at: variable.offset, usage.offset)
            }
            if let object = usage.oneOfType, !type.isNonNull {
                context.report(
                    """
                    Variable "$\(usage.name)" is of type "\(type)" but must be non-nullable to be used for OneOf Input Object \
                    "\(object)".
                    """, at: variable.offset, usage.offset)
            }
        }
    }

    /// IsVariableUsageAllowed() of the specification: a default value, of the variable or of the place, makes up for null.
    private static func isAllowed(
        _ type: TypeReference, _ defaultValue: Value?, in expected: TypeReference, hasDefault: Bool
    ) -> Bool {
        guard expected.isNonNull, !type.isNonNull else { return isSubtype(type, of: expected) }
        let isNeverNull: Bool =
            switch defaultValue?.kind {
            case nil, .null: false
            default: true
            }
        return (isNeverNull || hasDefault) && isSubtype(type, of: expected.nullable)
    }

    /// AreTypesCompatible() of the specification.
    private static func isSubtype(_ type: TypeReference, of expected: TypeReference) -> Bool {
        switch (type, expected) {
        case (.nonNull(let type), .nonNull(let expected)), (.list(let type), .list(let expected)): isSubtype(type, of: expected)
        case (_, .nonNull): false
        case (.nonNull(let type), _): isSubtype(type, of: expected)
        case (.named(let type), .named(let expected)): type == expected
        case (.list, .named), (.named, .list): false
        }
    }
}
