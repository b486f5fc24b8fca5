package import GraphQLLanguage
package import GraphQLSchema
package import JSON

/// Coerces what a request sends as variables to what its operation declares (§6.1.2).
package enum VariableCoercion {
    /// The values of an operation's variables, or everything that is wrong with what was sent.
    ///
    /// `sent` is the request's `variables`: an object, or null. Members that the operation does not declare are ignored.
    package static func coerce(
        _ sent: JSONValue, for definitions: [VariableDefinition], in schema: Schema, source: Source
    ) throws(RequestErrors) -> Variables {
        let members: [String: JSONValue]
        switch sent {
        case .null: members = [:]
        case .object(let list): members = Dictionary(list.map { ($0.key, $0.value) }, uniquingKeysWith: { _, last in last })
        default: throw RequestErrors([GraphQLError(.badVariable, "Variables must be an object.")])
        }
        var variables = Variables()
        var errors: [GraphQLError] = []
        for definition in definitions where errors.count < InputCoercion.faultLimit {
            do {
                variables[definition.name.value] = try value(of: definition, sent: members[definition.name.value], in: schema)
            } catch {
                let locations = [source.location(at: definition.offset)]
                for fault in error.faults {
                    let place = fault.path.isEmpty ? "" : " at \(fault.place)"
                    errors.append(
                        GraphQLError(
                            .badVariable, "Variable \"$\(definition.name.value)\" has invalid value\(place): \(fault.message)",
                            locations: locations))
                }
            }
        }
        if errors.count >= InputCoercion.faultLimit {
            errors.removeLast(errors.count - InputCoercion.faultLimit)
            errors.append(
                GraphQLError(.badVariable, "Too many errors processing variables, error limit reached. Execution aborted."))
        }
        guard errors.isEmpty else { throw RequestErrors(errors) }
        return variables
    }

    private static func value(
        of definition: VariableDefinition, sent: JSONValue?, in schema: Schema
    ) throws(InputFaults) -> ConstValue? {
        let type = TypeReference(definition.type)
        if let sent { return try InputCoercion.coerce(sent, as: type, in: schema) }
        if let literal = definition.defaultValue { return try InputCoercion.coerce(ConstValue(literal), as: type, in: schema) }
        guard type.isNonNull else { return nil }
        throw InputFaults([InputFault(message: "Expected a value of non-null type \"\(type)\" to be provided.")])
    }
}
