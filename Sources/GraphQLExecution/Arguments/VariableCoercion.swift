package import GraphQLLanguage
package import GraphQLSchema
package import JSON

/// Coerces what requests send as variables to what their operation declares (§6.1.2).
package struct VariableCoercion: Sendable {
    private struct Declared {
        let definition: VariableDefinition
        let type: TypeReference
    }

    private let declared: [Declared]
    private let schema: Schema
    private let source: Source

    /// - Parameters:
    ///   - definitions: an operation's variables.
    ///   - source: the document that it stands in.
    package init(_ definitions: [VariableDefinition], in schema: Schema, source: Source) {
        self.declared = definitions.map { Declared(definition: $0, type: TypeReference($0.type)) }
        self.schema = schema
        self.source = source
    }

    /// The variables' names, in the order in which they are declared.
    package var names: [String] { declared.map(\.definition.name.value) }

    /// Whether the operation has no variables.
    package var isEmpty: Bool { declared.isEmpty }

    /// The values of the operation's variables, or everything that is wrong with what was sent: an object, or null.
    package func coerce(_ sent: JSONValue) throws(RequestErrors) -> Variables {
        switch sent {
        case .null: return try coerce([])
        case .object(let members): return try coerce(members)
        default: throw RequestErrors([GraphQLError(.badVariable, "Variables must be an object.")])
        }
    }

    /// The values of the operation's variables, or everything that is wrong with what was sent.
    ///
    /// - Parameters:
    ///   - sent: the members of the request's `variables`. Those that the operation does not declare are ignored.
    ///   - allowance: how many items and fields there may be in all of them together.
    package func coerce(_ sent: [JSONMember], allowance: Int = .max) throws(RequestErrors) -> Variables {
        let sent = SentMembers(sent)
        var variables = Variables()
        var errors: [GraphQLError] = []
        var allowance = allowance
        for variable in declared where errors.count < InputCoercion.faultLimit {
            let definition = variable.definition
            do {
                variables[definition.name.value] = try value(of: variable, sent: sent[definition.name.value], &allowance)
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

    private func value(of variable: Declared, sent: JSONValue?, _ allowance: inout Int) throws(InputFaults) -> ConstValue? {
        let type = variable.type
        if let sent {
            var coercion = InputCoercion(schema, allowance: allowance)
            let coerced = coercion.coerce(sent, as: type)
            allowance = coercion.allowance
            guard coercion.faults.isEmpty else { throw InputFaults(coercion.faults) }
            return coerced
        }
        if let literal = variable.definition.defaultValue { return try InputCoercion.coerce(ConstValue(literal), as: type, in: schema) }
        guard type.isNonNull else { return nil }
        throw InputFaults([InputFault(message: "Expected a value of non-null type \"\(type)\" to be provided.")])
    }
}

/// The members of what was sent, by name.
private struct SentMembers {
    private let members: [JSONMember]
    /// Nil where looking through the few there are costs less.
    private let byName: [String: JSONValue]?

    init(_ members: [JSONMember]) {
        self.members = members
        byName = members.count > 8 ? Dictionary(members.map { ($0.key, $0.value) }, uniquingKeysWith: { _, last in last }) : nil
    }

    subscript(name: String) -> JSONValue? {
        byName.map { $0[name] } ?? members.last { $0.key == name }?.value
    }
}
