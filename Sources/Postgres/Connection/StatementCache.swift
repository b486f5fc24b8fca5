/// Which statements one session of the server has prepared, and under which names. Bounded; forgets the one not used for longest.
///
/// A name is used once: a statement that is prepared again gets another, so that a late answer about the old one means nothing.
struct StatementCache {
    /// What it takes to run a statement.
    enum Lookup: Equatable {
        /// It is prepared under this name.
        case prepared(String)
        /// Prepare it under this name first; the server may drop the other ones.
        case prepare(String, dropping: [String])
    }

    private struct Entry {
        let name: String
        var lastUse: UInt64
    }

    private let capacity: Int
    private var entries: [UInt64: Entry] = [:]
    private var clock: UInt64 = 0
    /// Names the server still knows and nobody will use again.
    private var stale: [String] = []

    init(capacity: Int) { self.capacity = max(capacity, 1) }

    /// Finds the statement's name, making room for it when it is new. Whoever is told to prepare does.
    mutating func use(_ id: UInt64) -> Lookup {
        clock &+= 1
        if entries[id] != nil {
            entries[id]?.lastUse = clock
            if let name = entries[id]?.name { return .prepared(name) }
        }
        while entries.count >= capacity, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) { forget(oldest.key) }
        let name = "s\(clock)"
        entries[id] = Entry(name: name, lastUse: clock)
        defer { stale.removeAll() }
        return .prepare(name, dropping: stale)
    }

    /// Takes a statement for unprepared; its old name is dropped on occasion.
    mutating func forget(_ id: UInt64) {
        if let entry = entries.removeValue(forKey: id) { stale.append(entry.name) }
    }

    /// Takes a statement out whose preparation did not happen: the server knows no such name.
    mutating func discard(_ id: UInt64) { entries[id] = nil }

    /// Takes everything for unprepared: the server has lost its memory. Nothing is left to drop.
    mutating func forgetAll() {
        entries.removeAll()
        stale.removeAll()
    }
}
