/// Remembers which pairs were compared, and whether as fields that one object may have (which is the stricter comparison).
struct ComparedPairs {
    /// Whether each pair was compared as mutually exclusive only.
    private var known: [Pair: Bool] = [:]

    private struct Pair: Hashable {
        let left: String
        let right: String
    }

    /// Notes a comparison; returns whether it is still to be made.
    mutating func insert(_ left: String, _ right: String, exclusive: Bool) -> Bool {
        let pair = Pair(left: left, right: right)
        if let wasExclusive = known[pair], exclusive || !wasExclusive { return false }
        known[pair] = exclusive
        return true
    }

    /// The same for pairs whose order does not matter.
    mutating func insertEitherWay(_ left: String, _ right: String, exclusive: Bool) -> Bool {
        left < right ? insert(left, right, exclusive: exclusive) : insert(right, left, exclusive: exclusive)
    }
}
