import GraphQLLanguage
import GraphQLSchema

/// §5.6.1, §5.6.2, §5.6.4: literals are such as their place takes; input objects have known fields, and those that are required;
/// of a `@oneOf` input object exactly one is given, and it is not null.
enum ValuesOfCorrectType {
    static func check(_ value: Value, as type: TypeReference, _ context: inout ValidationContext) {
        guard !context.isAborted else { return }
        if case .variable = value.kind { return }
        if case .nonNull(let inner) = type {
            guard case .null = value.kind else { return check(value, as: inner, &context) }
            return context.report("Expected value of non-null type \"\(type)\" not to be null.", at: value.offset)
        }
        if case .null = value.kind { return }
        switch type {
        case .nonNull: break
        case .list(let item):
            // A value that is no list stands for a list of itself alone.
            guard case .list(let items) = value.kind else { return check(value, as: item, &context) }
            for element in items { check(element, as: item, &context) }
        case .named(let name):
            switch context.schema.type(named: name) {
            case .inputObject(let object): check(value, as: object, &context)
            case .enum(let type): check(value, as: type, &context)
            case .scalar(let scalar): check(value, as: scalar, &context)
            default: break
            }
        }
    }

    private static func check(_ value: Value, as object: InputObjectType, _ context: inout ValidationContext) {
        guard case .object(let fields) = value.kind else {
            return context.report(
                "Expected value of type \"\(object.name)\" to be an object, found: \(Printer.excerpt(value)).", at: value.offset)
        }
        let given = Dictionary(fields.map { ($0.name.value, $0.value) }, uniquingKeysWith: { _, last in last })
        for definition in object.fields {
            if let value = given[definition.name] {
                check(value, as: definition.type, &context)
            } else if definition.isRequired {
                context.report(
                    """
                    Expected value of type "\(object.name)" to include required field "\(definition.name)", \
                    found: \(Printer.excerpt(value)).
                    """, at: value.offset)
            }
        }
        for field in fields where object.fields[field.name.value] == nil && !context.isAborted {
            let suggestions = Suggestions.didYouMean(field.name.value, among: object.fields.lazy.map(\.name))
            context.report(
                """
                Expected value of type "\(object.name)" not to include unknown field "\(field.name.value)"\
                \(suggestions.isEmpty ? ", found" : ".\(suggestions) Found"): \(Printer.excerpt(value)).
                """, at: field.offset)
        }
        if object.isOneOf { checkOneOf(fields.filter { object.fields[$0.name.value] != nil }, of: object, at: value.offset, &context) }
    }

    private static func checkOneOf(
        _ known: [ObjectField], of object: InputObjectType, at offset: Int, _ context: inout ValidationContext
    ) {
        if known.count == 1, let field = known.first {
            guard case .null = field.value.kind else { return }
        }
        context.report(
            """
            Within OneOf Input Object type "\(object.name)", exactly one field must be specified, \
            and the value for that field must be non-null.
            """, at: offset)
    }

    private static func check(_ value: Value, as type: EnumType, _ context: inout ValidationContext) {
        let names = type.values.lazy.map(\.name)
        guard case .enumValue(let name) = value.kind else {
            let text = Printer.excerpt(value)
            let suggestions = Suggestions.didYouMean(text, among: names, kind: "the enum value")
            return context.report("Enum \"\(type.name)\" cannot represent non-enum value: \(text).\(suggestions)", at: leafPlaces(value))
        }
        guard type.values[name] == nil else { return }
        let suggestions = Suggestions.didYouMean(name, among: names, kind: "the enum value")
        context.report("Value \"\(name)\" does not exist in \"\(type.name)\" enum.\(suggestions)", at: value.offset)
    }

    /// A scalar that is not built in takes any literal here: what it makes of it is known when it is coerced.
    private static func check(_ value: Value, as scalar: ScalarType, _ context: inout ValidationContext) {
        guard let complaint = complaint(about: value, as: scalar.name) else { return }
        context.report("\(complaint): \(Printer.excerpt(value))", at: leafPlaces(value))
    }

    /// A list or object in the place of a leaf is judged with its variables replaced: the value complained about is none that
    /// stands in the document, so it has no place there.
    private static func leafPlaces(_ value: Value) -> [Int] {
        switch value.kind {
        case .list, .object: []
        default: [value.offset]
        }
    }

    private static func complaint(about value: Value, as scalar: String) -> String? {
        switch (scalar, value.kind) {
        case ("Int", .int(let digits)): Int32(digits) == nil ? "Int cannot represent non 32-bit signed integer value" : nil
        case ("Int", _): "Int cannot represent non-integer value"
        case ("Float", .int(let text)), ("Float", .float(let text)):
            Double(text)?.isFinite == true ? nil : "Float cannot represent non numeric value"
        case ("Float", _): "Float cannot represent non numeric value"
        case ("String", .string), ("Boolean", .boolean), ("ID", .string), ("ID", .int): nil
        case ("String", _): "String cannot represent a non string value"
        case ("Boolean", _): "Boolean cannot represent a non boolean value"
        case ("ID", _): "ID cannot represent a non-string and non-integer value"
        default: nil
        }
    }
}
