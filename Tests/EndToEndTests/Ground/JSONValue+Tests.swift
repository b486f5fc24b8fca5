import JSON

extension JSONValue {
    /// The value at a path such as `merchants.nodes.0.name`.
    func value(at path: String) -> JSONValue? {
        path.split(separator: ".").reduce(Optional(self)) { value, step in
            if case .array(let items)? = value, let index = Int(step) { return items.indices.contains(index) ? items[index] : nil }
            return value?[String(step)]
        }
    }

    /// Its JSON on one line, members as they came.
    var canonical: String {
        var writer = JSONWriter()
        writer.append(self)
        return String(decoding: writer.takeBytes(), as: UTF8.self)
    }

    /// With members in the order of their names and numbers in one spelling: equal for what means the same.
    var sorted: JSONValue {
        switch self {
        case .object(let members): .object(members.sorted { $0.key < $1.key }.map { JSONMember($0.key, $0.value.sorted) })
        case .array(let items): .array(items.map(\.sorted))
        case .number(let text): .number(Double(text).map { "\($0)" } ?? text)
        default: self
        }
    }

    /// Its JSON over several lines.
    var pretty: String { lines(indent: "") }

    private func lines(indent: String) -> String {
        let inner = indent + "  "
        switch self {
        case .object(let members) where !members.isEmpty:
            if canonical.count + indent.count <= 120 { return canonical }
            let lines = members.map { inner + JSONValue.string($0.key).canonical + ": " + $0.value.lines(indent: inner) }
            return "{\n" + lines.joined(separator: ",\n") + "\n" + indent + "}"
        case .array(let items) where !items.isEmpty:
            if canonical.count + indent.count <= 120 { return canonical }
            return "[\n" + items.map { inner + $0.lines(indent: inner) }.joined(separator: ",\n") + "\n" + indent + "]"
        default: return canonical
        }
    }

    var string: String? { if case .string(let text) = self { text } else { nil } }
    var items: [JSONValue] { if case .array(let items) = self { items } else { [] } }
    var members: [JSONMember] { if case .object(let members) = self { members } else { [] } }
}
