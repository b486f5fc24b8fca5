/// Values by key, of which those leave first that were not asked for in a while, one for each that comes.
///
/// They stand in a ring, and a hand goes round it (the CLOCK algorithm): what was used since the hand was there last stays, the next
/// leaves. Takes time by those that were used since, which stay: the same in the long run, however many there are.
struct SecondChances<Key: Hashable, Value> {
    private struct Entry {
        let key: Key
        var value: Value
        var wasUsed = false
    }

    private var entries: [Entry] = []
    private var positions: [Key: Int] = [:]
    private var hand = 0

    var count: Int { entries.count }

    /// The value, which stays the longer for it.
    mutating func use(_ key: Key) -> Value? {
        guard let position = positions[key] else { return nil }
        entries[position].wasUsed = true
        return entries[position].value
    }

    /// Keeps a value, in the place of another where there would be more than `bound`.
    ///
    /// - Returns: the value that left.
    mutating func keep(_ value: Value, for key: Key, bound: Int) -> Value? {
        if let position = positions[key] {
            let earlier = entries[position].value
            entries[position].value = value
            return earlier
        }
        guard entries.count >= bound, !entries.isEmpty else {
            positions[key] = entries.count
            entries.append(Entry(key: key, value: value))
            return nil
        }
        findUnused()
        let earlier = entries[hand]
        positions[earlier.key] = nil
        positions[key] = hand
        entries[hand] = Entry(key: key, value: value)
        advance()
        return earlier.value
    }

    /// Forgets the next that was not used, and returns it.
    mutating func forgetNext() -> Value? {
        guard !entries.isEmpty else { return nil }
        findUnused()
        let gone = entries[hand]
        positions[gone.key] = nil
        let last = entries.removeLast()
        if hand < entries.count {
            entries[hand] = last
            positions[last.key] = hand
            advance()
        } else {
            hand = 0
        }
        return gone.value
    }

    private mutating func findUnused() {
        while entries[hand].wasUsed {
            entries[hand].wasUsed = false
            advance()
        }
    }

    private mutating func advance() { hand = hand + 1 < entries.count ? hand + 1 : 0 }
}
