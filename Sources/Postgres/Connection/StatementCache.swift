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

    /// A statement and how it is planned: a plan that the server keeps is not made anew when the settings differ.
    struct Key: Hashable {
        let statement: UInt64
        let planning: StatementPlanning
    }

    private struct Entry {
        let name: Name
        let weight: Int
        var lastUse: UInt64
    }

    private let capacity: Int
    private let weightLimit: Int
    private var weight = 0
    private var entries: [Key: Entry] = [:]
    private var clock: UInt64 = 0
    /// Names the server still knows and nobody will use again.
    private var stale: [Name] = []

    /// - Parameter weightLimit: what the texts of all may come to, in bytes; a single one that is longer is prepared alone.
    init(capacity: Int, weightLimit: Int) {
        self.capacity = max(capacity, 1)
        self.weightLimit = weightLimit
    }

    /// Finds the statement's name, making room for it when it is new. Whoever is told to prepare does.
    mutating func use(_ key: Key, weight: Int) -> Lookup {
        clock &+= 1
        if let place = entries.index(forKey: key) {
            entries.values[place].lastUse = clock
            return .prepared(entries.values[place].name)
        }
        while entries.count >= capacity || self.weight + weight > weightLimit,
            let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse })
        {
            forget(oldest.key)
        }
        let name = Name("s\(clock)".utf8CString)
        entries[key] = Entry(name: name, weight: weight, lastUse: clock)
        self.weight += weight
        defer { stale.removeAll() }
        return .prepare(name, dropping: stale)
    }

    /// Takes a statement for unprepared, however it is planned; its old names are dropped on occasion.
    mutating func forget(_ statement: UInt64) {
        for planning in StatementPlanning.allCases { forget(Key(statement: statement, planning: planning)) }
    }

    private mutating func forget(_ key: Key) {
        if let entry = remove(key) { stale.append(entry.name) }
    }

    /// Takes a statement out whose preparation did not happen: the server knows no such name.
    mutating func discard(_ key: Key) { remove(key) }

    @discardableResult
    private mutating func remove(_ key: Key) -> Entry? {
        let entry = entries.removeValue(forKey: key)
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
