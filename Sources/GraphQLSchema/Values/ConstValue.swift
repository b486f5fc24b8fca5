/// An input value without variables: a default, a directive's argument, a coerced argument.
///
/// Object fields keep their order. Numbers keep their digits, until a type makes an `Int` or a `Double` of them.
package indirect enum ConstValue: Sendable, Hashable {
    case null
    case boolean(Bool)
    case int(Int)
    /// An integer literal beyond 64 bits, as written.
    case bigInt(String)
    /// A number with a fraction or an exponent, as written: a `Double` would round what a decimal column tells apart.
    case decimal(String)
    /// What the type `Float` made of a number.
    case float(Double)
    case string(String)
    case enumValue(String)
    case list([ConstValue])
    case object([(name: String, value: ConstValue)])

    package static func == (left: ConstValue, right: ConstValue) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.boolean(let a), .boolean(let b)): a == b
        case (.int(let a), .int(let b)): a == b
        case (.bigInt(let a), .bigInt(let b)): a == b
        case (.decimal(let a), .decimal(let b)): a == b
        case (.float(let a), .float(let b)): a == b
        case (.string(let a), .string(let b)): a == b
        case (.enumValue(let a), .enumValue(let b)): a == b
        case (.list(let a), .list(let b)): a == b
        case (.object(let a), .object(let b)): a.elementsEqual(b) { $0.name == $1.name && $0.value == $1.value }
        default: false
        }
    }

    package func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .boolean(let value): hasher.combine(value)
        case .int(let value): hasher.combine(value)
        case .bigInt(let value), .decimal(let value), .string(let value), .enumValue(let value): hasher.combine(value)
        case .float(let value): hasher.combine(value)
        case .list(let items): hasher.combine(items)
        case .object(let fields):
            for field in fields {
                hasher.combine(field.name)
                hasher.combine(field.value)
            }
        }
    }

    /// The value of an object's field; nil when this is no object or has no such field.
    package subscript(field: String) -> ConstValue? {
        guard case .object(let fields) = self else { return nil }
        return fields.first { $0.name == field }?.value
    }
}
