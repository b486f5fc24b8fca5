/// The media ranges of an `Accept` header and their weights (RFC 9110, section 12.5.1).
struct AcceptHeader {
    private struct Range {
        let type: String
        let subtype: String
        let weight: Double
    }

    private var ranges: [Range] = []

    /// More ranges than any client sends; the rest is ignored.
    private static let mostRanges = 32

    /// Reads what can be read: a range that cannot is left out, as if it were not there.
    init(_ text: String) {
        for item in text.split(separator: ",", maxSplits: Self.mostRanges).prefix(Self.mostRanges) {
            let parts = item.split(separator: ";").map { $0.lowercasedTrimmed }
            guard let name = parts.first, let slash = name.firstIndex(of: "/") else { continue }
            // A parameter other than q narrows the range to something that is not given here, except for the one charset there is.
            guard let weight = Self.weight(in: parts.dropFirst()) else { continue }
            ranges.append(Range(type: String(name[..<slash]), subtype: String(name[name.index(after: slash)...]), weight: weight))
        }
    }

    /// The weight of a media type: that of the most specific range that covers it, 0 when none does.
    func quality(of type: String, _ subtype: String) -> (weight: Double, isExact: Bool) {
        if let exact = ranges.first(where: { $0.type == type && $0.subtype == subtype }) { return (exact.weight, true) }
        if let family = ranges.first(where: { $0.type == type && $0.subtype == "*" }) { return (family.weight, false) }
        if let any = ranges.first(where: { $0.type == "*" && $0.subtype == "*" }) { return (any.weight, false) }
        return (0, false)
    }

    private static func weight(in parameters: ArraySlice<String>) -> Double? {
        var weight = 1.0
        for parameter in parameters {
            let pair = parameter.split(separator: "=", maxSplits: 1).map(\.lowercasedTrimmed)
            guard pair.count == 2 else { return nil }
            switch pair[0] {
            case "q":
                guard let value = Double(pair[1]), (0...1).contains(value) else { return nil }
                weight = value
            case "charset":
                guard ["utf-8", "\"utf-8\""].contains(pair[1]) else { return nil }
            default:
                return nil
            }
        }
        return weight
    }
}

extension StringProtocol {
    /// The text in lower case without blanks around it: how tokens in headers are compared.
    var lowercasedTrimmed: String {
        var text = lowercased()[...]
        while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return String(text)
    }
}
