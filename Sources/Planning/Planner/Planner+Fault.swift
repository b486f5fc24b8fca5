import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema

extension Planner {
    /// Why a field cannot be carried out with its arguments; nil when it can.
    ///
    /// A variable that may be null stands where null may not, as long as it has a default (§5.8.5): given null all the same, it is an error of
    /// the field (§6.4.1). The plan depends on that.
    mutating func fault(
        of arguments: [Argument], as definitions: Members<InputValueDefinition>, at coordinate: String
    ) -> FieldFault? {
        var isNull = false
        for argument in arguments {
            guard let definition = definitions[argument.name.value] else { continue }
            for name in doubtful(in: argument.value, as: definition.type) {
                ask(.presence, of: name)
                if variables[name] == .null { isNull = true }
            }
        }
        guard isNull else { return nil }
        do { _ = try ArgumentCoercion(schema, variables).coerce(arguments, as: definitions, of: coordinate) } catch { return error }
        return nil
    }

    /// The variables that may be null in places that may not.
    private func doubtful(in value: Value, as type: TypeReference) -> [String] {
        switch value.kind {
        case .variable(let name):
            return type.isNonNull && nullableVariables.contains(name) ? [name] : []
        case .list(let items):
            guard case .list(let item) = type.nullable else { return [] }
            return items.flatMap { doubtful(in: $0, as: item) }
        case .object(let fields):
            guard case .inputObject(let input)? = schema.type(named: type.innermost) else { return [] }
            return fields.flatMap { field in input.fields[field.name.value].map { doubtful(in: field.value, as: $0.type) } ?? [] }
        default:
            return []
        }
    }
}
