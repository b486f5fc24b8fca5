import GraphQLSchema

/// The input objects that compare one value: `BigIntFilter { eq ne in notIn lt lte gt gte isNull }`.
enum FilterInputs {
    /// The name of the input object for a scalar or enum.
    static func name(for comparable: String) -> String { comparable + "Filter" }

    /// The input object for a scalar or enum: enums and booleans have no order that means anything.
    static func type(for comparable: String, isEnum: Bool) -> InputObjectType {
        let value = TypeReference.named(comparable)
        let values = TypeReference.list(.nonNull(value))
        var fields = [
            InputValueDefinition(name: "eq", description: "Equal to this.", type: value),
            InputValueDefinition(name: "ne", description: "Anything but this.", type: value),
        ]
        if comparable != "Boolean" {
            fields += [
                InputValueDefinition(name: "in", description: "One of these.", type: values),
                InputValueDefinition(name: "notIn", description: "None of these.", type: values),
            ]
        }
        if comparable != "Boolean", !isEnum {
            fields += [
                InputValueDefinition(name: "lt", description: "Less than this.", type: value),
                InputValueDefinition(name: "lte", description: "Less than this, or equal.", type: value),
                InputValueDefinition(name: "gt", description: "Greater than this.", type: value),
                InputValueDefinition(name: "gte", description: "Greater than this, or equal.", type: value),
            ]
        }
        fields.append(InputValueDefinition(name: "isNull", description: "Whether there is no value.", type: .named("Boolean")))
        return InputObjectType(
            name: name(for: comparable), description: "What a `\(comparable)` must be; all that is given must hold.",
            fields: Members(fields))
    }
}
