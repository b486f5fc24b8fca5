/// Names that someone may have meant.
package enum Suggestions {
    /// ` Did you mean "a", "b", or "c"?` with the names most like `name`, or nothing when none is near. At most five.
    package static func didYouMean(_ name: String, among names: some Sequence<String>, prefix: String = "") -> String {
        let near = nearest(to: name, among: names).map { "\"\(prefix)\($0)\"" }
        guard let list = list(near, joinedBy: "or") else { return "" }
        return " Did you mean \(list)?"
    }

    /// The names within a distance that grows with the length of `name`, nearest first.
    package static func nearest(to name: String, among names: some Sequence<String>) -> [String] {
        let threshold = Int(Double(name.utf8.count) * 0.4) + 1
        var near: [(name: String, distance: Int)] = []
        for candidate in names {
            if let distance = distance(from: name, to: candidate, atMost: threshold) { near.append((candidate, distance)) }
        }
        return near.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.map(\.name)
    }

    /// `a`, `a or b`, `a, b, or c`: at most five; nil of none.
    package static func list(_ items: [String], joinedBy word: String) -> String? {
        let items = items.prefix(5)
        guard let last = items.last else { return nil }
        switch items.count {
        case 1: return last
        case 2: return "\(items[0]) \(word) \(last)"
        default: return items.dropLast().joined(separator: ", ") + ", \(word) \(last)"
        }
    }

    /// Insertions, deletions, substitutions and transpositions that lead from one to the other; 1 where only case differs.
    private static func distance(from name: String, to candidate: String, atMost threshold: Int) -> Int? {
        if name == candidate { return 0 }
        let a = Array(name.lowercased().utf8), b = Array(candidate.lowercased().utf8)
        if a == b { return 1 }
        if abs(a.count - b.count) > threshold { return nil }
        var beforeLast: [Int] = []
        var last = Array(0...b.count)
        for i in 0..<a.count {
            var row = [i + 1]
            for j in 0..<b.count {
                var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
                row.append(cost)
            }
            if row.min(by: <).map({ $0 > threshold }) == true { return nil }
            (beforeLast, last) = (last, row)
        }
        return last[b.count] <= threshold ? last[b.count] : nil
    }
}
