package import GraphQLLanguage
package import GraphQLSchema
package import JSON

/// Coerces what a request sends as variables to what its operation declares (§6.1.2).
package enum VariableCoercion {
    /// The values of an operation's variables, or everything that is wrong with what was sent.
    ///
    /// - Parameters:
    ///   - sent: the request's `variables`: an object, or null. Members that the operation does not declare are ignored.
    ///   - allowance: how many items and fields there may be in all of them together.
    package static func coerce(
        _ sent: JSONValue, for definitions: [VariableDefinition], in schema: Schema, source: Source, allowance: Int = .max
    ) throws(RequestErrors) -> Variables {
        let members: [String: JSONValue]
        switch sent {
        case .null: members = [:]
        case .object(let list): members = Dictionary(list.map { ($0.key, $0.value) }, uniquingKeysWith: { _, last in last })
        default: throw RequestErrors([GraphQLError(.badVariable, "Variables must be an object.")])
        }
        var variables = Variables()
        var errors: [GraphQLError] = []
        var allowance = allowance
        for definition in definitions where errors.count < InputCoercion.faultLimit {
            do {
                variables[definition.name.value] = try value(of: definition, sent: members[definition.name.value], in: schema, &allowance)
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
        of definition: VariableDefinition, sent: JSONValue?, in schema: Schema, _ allowance: inout Int
    ) throws(InputFaults) -> ConstValue? {
        let type = TypeReference(definition.type)
        if let sent {
            var coercion = InputCoercion(schema, allowance: allowance)
            let coerced = coercion.coerce(sent, as: type)
            allowance = coercion.allowance
            guard coercion.faults.isEmpty else { throw InputFaults(coercion.faults) }
            return coerced
        }
        if let literal = definition.defaultValue { return try InputCoercion.coerce(ConstValue(literal), as: type, in: schema) }
        guard type.isNonNull else { return nil }
        throw InputFaults([InputFault(message: "Expected a value of non-null type \"\(type)\" to be provided.")])
    }
}
