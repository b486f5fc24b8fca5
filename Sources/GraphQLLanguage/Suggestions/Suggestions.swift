/// What somebody may have meant who wrote a name that does not exist.
///
/// The names offered are those the caller gives: give only what whoever asks may see.
package enum Suggestions {
    /// The most names that a message offers.
    private static let limit = 5

    /// ` Did you mean "a", "b", or "c"?` with those of `names` that are most like `name`; empty when none is near.
    ///
    /// - Parameters:
    ///   - prefix: What stands before each name offered: `@`.
    ///   - kind: What the names are, where the message does not say: `the enum value`.
    package static func didYouMean(
        _ name: String, among names: some Sequence<String>, prefix: String = "", kind: String? = nil
    ) -> String {
        didYouMean(nearest(to: name, among: names).map { prefix + $0 }, kind: kind)
    }

    /// ` Did you mean "a", "b", or "c"?` with the first of `names`; empty where there are none.
    package static func didYouMean(_ names: [String], kind: String? = nil) -> String {
        guard let list = list(names.map { "\"\($0)\"" }, joinedBy: "or") else { return "" }
        return " Did you mean \(kind.map { $0 + " " } ?? "")\(list)?"
    }

    /// The names within a distance that grows with the length of `name`; nearest first, at the same distance in natural order.
    package static func nearest(to name: String, among names: some Sequence<String>) -> [String] {
        var measure = LexicalDistance(from: name)
        let threshold = Int(Double(name.unicodeScalars.count) * 0.4) + 1
        var distances: [String: Int] = [:]
        for candidate in names { distances[candidate] = measure.distance(to: candidate, within: threshold) }
        return distances.sorted { ($0.value, NaturalOrder($0.key)) < ($1.value, NaturalOrder($1.key)) }.map(\.key)
    }

    /// Whether a word is one of the names but for a slip: one edit, or two in a word of more than five letters.
    package static func isSlip(_ word: String, of names: some Sequence<String>) -> Bool {
        let length = word.unicodeScalars.count
        guard length > 3 else { return false }
        var measure = LexicalDistance(from: word)
        return names.contains { measure.distance(to: $0, within: length > 5 ? 2 : 1) != nil }
    }

    /// `a`, `a or b`, `a, b, or c`: at most five; nil of none.
    package static func list(_ items: [String], joinedBy word: String) -> String? {
        let items = items.prefix(limit)
        guard let last = items.last else { return nil }
        switch items.count {
        case 1: return last
        case 2: return "\(items[0]) \(word) \(last)"
        default: return items.dropLast().joined(separator: ", ") + ", \(word) \(last)"
        }
    }
}
