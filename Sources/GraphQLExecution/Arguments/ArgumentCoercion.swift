package import GraphQLLanguage
package import GraphQLSchema

/// Coerces the arguments that a field or directive is given to those that it defines (§6.4.1).
package struct ArgumentCoercion: Sendable {
    private let schema: Schema
    private let variables: Variables

    package init(_ schema: Schema, _ variables: Variables) {
        self.schema = schema
        self.variables = variables
    }

    /// The arguments of `coordinate` (`Query.merchant`, `@skip`), or why the field cannot be executed with them.
    ///
    /// In a valid operation only a variable can be at fault: one that is null or absent where a value is required.
    package func coerce(
        _ given: [Argument], as definitions: Members<InputValueDefinition>, of coordinate: @autoclosure () -> String
    ) throws(FieldFault) -> Arguments {
        if definitions.isEmpty { return Arguments() }
        var values: [(name: String, value: ConstValue)] = []
        for definition in definitions {
            let literal = given.first { $0.name.value == definition.name }?.value
            if let literal, let value = resolve(literal) {
                do {
                    values.append((definition.name, try InputCoercion.coerce(value, as: definition.type, in: schema)))
                } catch {
                    let place = error.faults.first.map { $0.path.isEmpty ? "" : " at \($0.place)" } ?? ""
                    let message = error.faults.first?.message ?? ""
                    throw FieldFault(
                        .badVariable, "Argument \"\(coordinate())(\(definition.name):)\" has invalid value\(place): \(message)",
                        offset: literal.offset)
                }
            } else if let value = definition.defaultValue {
                do { values.append((definition.name, try InputCoercion.coerce(value, as: definition.type, in: schema))) } catch {
                    throw FieldFault(.internal, "The default of \"\(coordinate())(\(definition.name):)\" is invalid.")
                }
            } else if definition.type.isNonNull {
                throw FieldFault(
                    .badVariable,
                    "Argument \"\(coordinate())(\(definition.name):)\" of type \"\(definition.type)\" is required, but it was not provided.",
                    offset: literal?.offset)
            }
        }
        return Arguments(values)
    }

    /// The outcome of `coerce` as a value.
    func result(
        _ given: [Argument], _ definitions: Members<InputValueDefinition>, of coordinate: @autoclosure () -> String
    ) -> Result<Arguments, FieldFault> {
        do { return .success(try coerce(given, as: definitions, of: coordinate())) } catch { return .failure(error) }
    }

    /// The literal with its variables replaced by their values; nil for a variable that is absent.
    ///
    /// Within an object an absent variable leaves its field out; within a list it is null.
    private func resolve(_ literal: Value) -> ConstValue? {
        switch literal.kind {
        case .variable(let name): variables[name]
        case .list(let items): .list(items.map { resolve($0) ?? .null })
        case .object(let fields):
            .object(fields.compactMap { field in resolve(field.value).map { (field.name.value, $0) } })
        default: ConstValue(literal)
        }
    }
}
