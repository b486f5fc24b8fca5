import GraphQLLanguage
import NIOCore

/// The documents of one tenant's role, in the order in which they would leave.
struct DocumentShelf {
    struct Key: Hashable {
        let hash: String
        let scopes: [String]?

        var bytes: Int { hash.utf8.count + (scopes ?? []).reduce(0) { $0 + $1.utf8.count } }
    }

    private struct Entry {
        let document: Source
        let bytes: Int
        var isRead = false
    }

    private var entries: [Key: Entry] = [:]
    private var order = CircularBuffer<Key>()
    private(set) var bytes = 0

    mutating func read(_ key: Key) -> Source? {
        guard let index = entries.index(forKey: key) else { return nil }
        entries.values[index].isRead = true
        return entries.values[index].document
    }

    /// Returns how many bytes more there are.
    mutating func add(_ document: Source, for key: Key) -> Int {
        guard entries[key] == nil else { return 0 }
        // Each has places in the tables as well.
        let entry = Entry(document: document, bytes: document.bytes.count + key.bytes + 256)
        entries[key] = entry
        order.append(key)
        bytes += entry.bytes
        return entry.bytes
    }

    /// Lets go of what was not read, an eighth of the shelf at a time; what was read is spared once. Returns how many bytes fewer there are.
    mutating func giveUp(atLeast wanted: Int) -> Int {
        let before = bytes
        let goal = before - max(wanted, before / 8)
        while bytes > goal, let key = order.popFirst(), let entry = entries[key] {
            if entry.isRead {
                entries[key]?.isRead = false
                order.append(key)
            } else {
                entries[key] = nil
                bytes -= entry.bytes
            }
        }
        return before - bytes
    }
}
