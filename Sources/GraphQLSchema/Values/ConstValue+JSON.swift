package import JSON

extension ConstValue {
    /// A JSON value as it stands, before any type has a say.
    package init(_ json: JSONValue) {
        switch json {
        case .null: self = .null
        case .bool(let value): self = .boolean(value)
        case .string(let text): self = .string(text)
        case .array(let items): self = .list(items.map(ConstValue.init))
        case .object(let members): self = .object(members.map { ($0.key, ConstValue($0.value)) })
        case .number(let text):
            if let value = Int(text) {
                self = .int(value)
            } else if text.utf8.contains(where: { $0 == UInt8(ascii: ".") || $0 | 0x20 == UInt8(ascii: "e") }) {
                self = .decimal(text)
            } else {
                self = .bigInt(text)
            }
        }
    }

    /// The value as JSON: an enum value as its name; a number that JSON cannot hold as null.
    package var json: JSONValue {
        switch self {
        case .null: .null
        case .boolean(let value): .bool(value)
        case .int(let value): .number(String(value))
        case .bigInt(let digits), .decimal(let digits): .number(digits)
        case .float(let value): value.isFinite ? .number(Self.text(of: value)) : .null
        case .string(let text), .enumValue(let text): .string(text)
        case .list(let items): .array(items.map(\.json))
        case .object(let fields): .object(fields.map { JSONMember($0.name, $0.value.json) })
        }
    }
}
