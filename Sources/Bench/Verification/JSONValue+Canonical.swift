import JSON

extension JSONValue {
    /// The same value in one spelling: members by name, numbers without what does not count, moments in UTC with `Z`.
    ///
    /// Two servers that mean the same write it differently; what is left after this differs in meaning.
    var canonical: JSONValue {
        switch self {
        case .null, .bool: self
        case .number(let text): .number(Double(text).map { "\($0)" } ?? text)
        case .string(let text): .string(Self.canonicalMoment(text))
        case .array(let items): .array(items.map(\.canonical))
        case .object(let members):
            .object(members.map { JSONMember($0.key, $0.value.canonical) }.sorted { $0.key < $1.key })
        }
    }

    /// `2026-10-25T00:05:30.120+00:00` becomes `2026-10-25T00:05:30.12Z`; any other text stays.
    private static func canonicalMoment(_ text: String) -> String {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[4] == UInt8(ascii: "-"), bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":") else {
            return text
        }
        var moment = text
        if moment.hasSuffix("+00:00") { moment = moment.dropLast(6) + "Z" }
        guard moment.hasSuffix("Z") else { return text }
        moment.removeLast()
        if moment.contains(".") {
            while moment.hasSuffix("0") { moment.removeLast() }
            if moment.hasSuffix(".") { moment.removeLast() }
        }
        return moment + "Z"
    }
}
