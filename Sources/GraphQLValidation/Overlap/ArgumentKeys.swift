import GraphQLLanguage

/// Texts that are equal for fields with the same arguments: order does not matter, neither of arguments nor of input fields.
struct ArgumentKeys {
    /// By the field's offset.
    private var known: [Int: String] = [:]

    mutating func key(of field: Field) -> String {
        if field.arguments.isEmpty { return "" }
        if let key = known[field.offset] { return key }
        var key = ""
        for argument in field.arguments.sorted(by: { $0.name.value < $1.name.value }) {
            key += "\(argument.name.value):"
            Self.append(argument.value, to: &key)
            key += ","
        }
        known[field.offset] = key
        return key
    }

    private static func append(_ value: Value, to key: inout String) {
        switch value.kind {
        case .object(let fields):
            key += "{"
            for field in fields.sorted(by: { $0.name.value < $1.name.value }) {
                key += "\(field.name.value):"
                append(field.value, to: &key)
                key += ","
            }
            key += "}"
        case .list(let items):
            key += "["
            for item in items {
                append(item, to: &key)
                key += ","
            }
            key += "]"
        // A block string is told from a string: their texts are the same value, but not written the same way.
        case .string(let text, let isBlock): key += (isBlock ? "\"\"" : "") + StringLiteral.print(text)
        case .variable, .int, .float, .boolean, .null, .enumValue: key += Printer.print(value)
        }
    }
}
