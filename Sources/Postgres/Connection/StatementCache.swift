/// Which statements one session of the server has prepared, and under which names. Bounded in number and in text, by which the
/// server's memory for them grows; forgets those not used for longest.
///
/// A name is used once: a statement that is prepared again gets another, so that a late answer about the old one means nothing.
struct StatementCache {
    /// As C reads it: made into it anew, it would be an allocation for each run.
    typealias Name = [CChar]

    /// What it takes to run a statement.
    enum Lookup: Equatable {
        /// It is prepared under this name.
        case prepared(Name)
        /// Prepare it under this name first; the server may drop the other ones.
        case prepare(Name, dropping: [Name])
    }

    private struct Entry {
        let name: Name
        let weight: Int
        var lastUse: UInt64
    }

    private let capacity: Int
    private let weightLimit: Int
    private var weight = 0
    private var entries: [UInt64: Entry] = [:]
    private var clock: UInt64 = 0
    /// Names the server still knows and nobody will use again.
    private var stale: [Name] = []

    /// - Parameter weightLimit: what the texts of all may come to, in bytes; a single one that is longer is prepared alone.
    init(capacity: Int, weightLimit: Int) {
        self.capacity = max(capacity, 1)
        self.weightLimit = weightLimit
    }

    /// Finds the statement's name, making room for it when it is new. Whoever is told to prepare does.
    mutating func use(_ id: UInt64, weight: Int) -> Lookup {
        clock &+= 1
        if let place = entries.index(forKey: id) {
            entries.values[place].lastUse = clock
            return .prepared(entries.values[place].name)
        }
        while entries.count >= capacity || self.weight + weight > weightLimit,
            let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse })
        {
            forget(oldest.key)
        }
        let name = Name("s\(clock)".utf8CString)
        entries[id] = Entry(name: name, weight: weight, lastUse: clock)
        self.weight += weight
        defer { stale.removeAll() }
        return .prepare(name, dropping: stale)
    }

    /// Takes a statement for unprepared; its old name is dropped on occasion.
    mutating func forget(_ id: UInt64) {
        if let entry = remove(id) { stale.append(entry.name) }
    }

    /// Takes a statement out whose preparation did not happen: the server knows no such name.
    mutating func discard(_ id: UInt64) { remove(id) }

    @discardableResult
    private mutating func remove(_ id: UInt64) -> Entry? {
        let entry = entries.removeValue(forKey: id)
        weight -= entry?.weight ?? 0
        return entry
    }

    /// Takes everything for unprepared: the server has lost its memory. Nothing is left to drop.
    mutating func forgetAll() {
        entries.removeAll()
        weight = 0
        stale.removeAll()
    }
}
