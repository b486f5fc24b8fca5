package import GraphQLLanguage

extension ConstValue {
    /// The value of a literal as it stands, before any type has a say. A variable, which a constant cannot hold, is null.
    package init(_ literal: Value) {
        switch literal.kind {
        case .variable, .null: self = .null
        case .int(let digits): self = Int(digits).map(ConstValue.int) ?? .bigInt(digits)
        case .float(let text): self = .decimal(text)
        case .string(let text, _): self = .string(text)
        case .boolean(let value): self = .boolean(value)
        case .enumValue(let name): self = .enumValue(name)
        case .list(let items): self = .list(items.map(ConstValue.init))
        case .object(let fields): self = .object(fields.map { ($0.name.value, ConstValue($0.value)) })
        }
    }
}

extension ConstValue: CustomStringConvertible {
    /// The value as a GraphQL literal: `{ a: [1, RED] }`.
    package var description: String {
        switch self {
        case .null: "null"
        case .boolean(let value): value ? "true" : "false"
        case .int(let value): String(value)
        case .bigInt(let digits), .decimal(let digits): digits
        case .float(let value): value.description
        case .string(let text): StringLiteral.print(text)
        case .enumValue(let name): name
        case .list(let items): "[" + items.map(\.description).joined(separator: ", ") + "]"
        case .object(let fields): "{ " + fields.map { "\($0.name): \($0.value)" }.joined(separator: ", ") + " }"
        }
    }

    /// The shortest text that reads back as the same number; whole numbers without a fraction.
    package static func text(of number: Double) -> String {
        let text = number.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
