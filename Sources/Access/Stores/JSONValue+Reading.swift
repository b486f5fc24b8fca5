import JSON

/// Reading what the database answers as JSON: nil for what is not of the kind asked for.
extension JSONValue {
    var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    var integer: Int64? {
        if case .number(let text) = self { Int64(text) } else { nil }
    }

    /// The items of an array; none for anything else.
    var items: [JSONValue] {
        if case .array(let items) = self { items } else { [] }
    }

    func text(_ key: String) -> String? { self[key]?.text }
    func integer(_ key: String) -> Int64? { self[key]?.integer }

    func list(_ key: String) -> [JSONValue]? {
        if case .array(let items)? = self[key] { items } else { nil }
    }
}
