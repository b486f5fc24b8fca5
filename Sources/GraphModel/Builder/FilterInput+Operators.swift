import GraphQLSchema

extension FilterInput {
    func comparisons(of value: String) -> [InputValueDefinition] {
        guard search != .onlyPrefix else { return [] }
        let one = TypeReference.named(value)
        let many = TypeReference.list(.nonNull(one))
        var fields = [
            InputValueDefinition(name: "eq", description: "Equal to this.", type: one),
            InputValueDefinition(name: "ne", description: "Anything but this.", type: one),
        ]
        if value != "Boolean" {
            fields += [
                InputValueDefinition(name: "in", description: "One of these.", type: many),
                InputValueDefinition(name: "notIn", description: "None of these.", type: many),
            ]
        }
        guard comparesOrder else { return fields }
        return fields + [
            InputValueDefinition(name: "lt", description: "Less than this.", type: one),
            InputValueDefinition(name: "lte", description: "Less than this, or equal.", type: one),
            InputValueDefinition(name: "gt", description: "Greater than this.", type: one),
            InputValueDefinition(name: "gte", description: "Greater than this, or equal.", type: one),
        ]
    }

    var searches: [InputValueDefinition] {
        var fields: [InputValueDefinition] = []
        if search != .none {
            fields.append(
                InputValueDefinition(name: "startsWith", description: "Begins with this, letter by letter.", type: .named("String")))
        }
        if search == .full {
            fields.append(InputValueDefinition(name: "contains", description: "Has this in it, letter by letter.", type: .named("String")))
        }
        return fields
    }

    static func lists(of element: String) -> [InputValueDefinition] {
        let one = TypeReference.named(element)
        let many = TypeReference.list(.nonNull(one))
        return [
            InputValueDefinition(name: "eq", description: "These, in this order.", type: many),
            InputValueDefinition(name: "ne", description: "Anything but these in this order.", type: many),
            InputValueDefinition(name: "has", description: "This is among its items.", type: one),
            InputValueDefinition(name: "hasAny", description: "At least one of these is among its items.", type: many),
            InputValueDefinition(name: "hasAll", description: "Each of these is among its items.", type: many),
        ]
    }

    static let documents: [InputValueDefinition] = {
        let keys = TypeReference.list(.nonNull(.named("String")))
        return [
            InputValueDefinition(name: "eq", description: "The same document, whatever the order of its members.", type: .named("JSON")),
            InputValueDefinition(name: "contains", description: "Has all that is in this, in the same places.", type: .named("JSON")),
            InputValueDefinition(name: "containedBy", description: "Has nothing that is not in this.", type: .named("JSON")),
            InputValueDefinition(name: "hasKey", description: "Has a member of this name at its top.", type: .named("String")),
            InputValueDefinition(name: "hasAnyKey", description: "Has a member of one of these names at its top.", type: keys),
            InputValueDefinition(name: "hasAllKeys", description: "Has a member of each of these names at its top.", type: keys),
        ]
    }()

    static func ranges(of bound: String) -> [InputValueDefinition] {
        let range = TypeReference.named(bound + "RangeInput")
        return [
            InputValueDefinition(name: "contains", description: "This is in it.", type: .named(bound)),
            InputValueDefinition(name: "overlaps", description: "Has something in common with this.", type: range),
            InputValueDefinition(name: "containedBy", description: "Lies within this.", type: range),
            InputValueDefinition(name: "eq", description: "The same range.", type: range),
        ]
    }

    static func range(of bound: String) -> InputObjectType {
        InputObjectType(
            name: bound + "RangeInput", description: "A range; without a bound it has no end on that side.",
            fields: [
                InputValueDefinition(name: "lower", description: "Where it begins.", type: .named(bound)),
                InputValueDefinition(name: "upper", description: "Where it ends.", type: .named(bound)),
                InputValueDefinition(
                    name: "lowerInclusive", description: "Whether its beginning belongs to it.", type: .named("Boolean"),
                    defaultValue: .boolean(true)),
                InputValueDefinition(
                    name: "upperInclusive", description: "Whether its end belongs to it.", type: .named("Boolean"),
                    defaultValue: .boolean(false)),
            ])
    }
}
