/// What somebody may have meant who wrote a name that does not exist.
package enum Suggestions {
    /// The most names that a message offers.
    static let limit = 5

    /// Returns those of `options` that resemble `input`, most alike first, at the same distance in natural order.
    package static func similar(to input: String, among options: some Sequence<String>) -> [String] {
        var measure = LexicalDistance(from: input)
        let threshold = Int(Double(input.unicodeScalars.count) * 0.4) + 1
        var distances: [String: Int] = [:]
        for option in options { distances[option] = measure.distance(to: option, within: threshold) }
        return distances.sorted { ($0.value, NaturalOrder($0.key)) < ($1.value, NaturalOrder($1.key)) }.map(\.key)
    }

    /// ` Did you mean "A", "B", or "C"?` with a leading blank; empty where there is nothing to offer.
    ///
    /// - Parameter kind: What the names are, where the message does not say: `the enum value`.
    package static func didYouMean(_ names: [String], kind: String? = nil) -> String {
        guard !names.isEmpty else { return "" }
        let subject = kind.map { $0 + " " } ?? ""
        return " Did you mean \(subject)\(orList(names.prefix(limit).map { "\"\($0)\"" }))?"
    }

    /// `A`, `A or B`, `A, B, or C`.
    package static func orList(_ items: [String]) -> String { list(items, conjunction: "or") }

    /// `A`, `A and B`, `A, B, and C`.
    package static func andList(_ items: [String]) -> String { list(items, conjunction: "and") }

    private static func list(_ items: [String], conjunction: String) -> String {
        switch items.count {
        case 0: ""
        case 1: items[0]
        case 2: "\(items[0]) \(conjunction) \(items[1])"
        default: items.dropLast().joined(separator: ", ") + ", \(conjunction) \(items[items.count - 1])"
        }
    }
}
