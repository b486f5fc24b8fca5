package import JSON

/// A value on its way in: JSON sent as a variable, or a literal.
package protocol InputValue: Sendable {
    var isNull: Bool { get }
    /// The items of a list; nil for anything else.
    var items: [Self]? { get }
    /// The fields of an object, in order; nil for anything else.
    var fields: [(name: String, value: Self)]? { get }
    /// The value as a constant.
    var constant: ConstValue { get }
    /// The value as a fault quotes it.
    var quotation: String { get }
    /// The enum value that this may name; nil for anything else.
    var enumName: String? { get }
    static var notation: InputNotation { get }
}

/// The two ways in which values come in. They differ in what an enum value is written as, and in what can be an ID.
package enum InputNotation: Sendable, Hashable {
    case json, literal
}

extension ConstValue: InputValue {
    package var isNull: Bool { self == .null }

    package var items: [ConstValue]? { if case .list(let items) = self { items } else { nil } }

    package var fields: [(name: String, value: ConstValue)]? { if case .object(let fields) = self { fields } else { nil } }

    package var constant: ConstValue { self }

    package var quotation: String { description }

    package var enumName: String? { if case .enumValue(let name) = self { name } else { nil } }

    package static var notation: InputNotation { .literal }
}

extension JSONValue: InputValue {
    package var isNull: Bool { if case .null = self { true } else { false } }

    package var items: [JSONValue]? { if case .array(let items) = self { items } else { nil } }

    package var fields: [(name: String, value: JSONValue)]? {
        if case .object(let members) = self { members.map { ($0.key, $0.value) } } else { nil }
    }

    package var constant: ConstValue { ConstValue(self) }

    package var quotation: String { if case .number(let digits) = self { digits } else { constant.description } }

    package var enumName: String? { if case .string(let name) = self { name } else { nil } }

    package static var notation: InputNotation { .json }
}
