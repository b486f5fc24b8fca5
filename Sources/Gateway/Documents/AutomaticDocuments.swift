import GraphQLLanguage
import Synchronization

/// Documents that clients registered by themselves, as many as fit: two generations, of which the older is dropped when the younger
/// has half the room.
final class AutomaticDocuments: Sendable {
    private struct Generations {
        var young: [String: Source] = [:]
        var old: [String: Source] = [:]
        var youngBytes = 0
    }

    /// A longer document is run, but not kept.
    private static let longest = 128 << 10

    private let generations = Mutex(Generations())
    private let half: Int

    /// - Parameter capacity: in bytes of text.
    init(capacity: Int) { self.half = capacity / 2 }

    func document(_ hash: String) -> Source? {
        generations.withLock { generations in
            if let document = generations.young[hash] { return document }
            guard let document = generations.old[hash] else { return nil }
            insert(document, for: hash, into: &generations)
            return document
        }
    }

    /// - Parameter hash: the SHA-256 of the text; checked by the caller.
    func insert(_ document: Source, for hash: String) {
        guard document.bytes.count <= Self.longest else { return }
        generations.withLock { insert(document, for: hash, into: &$0) }
    }

    private func insert(_ document: Source, for hash: String, into generations: inout Generations) {
        guard generations.young[hash] == nil else { return }
        // Each costs its name and its places in the tables as well.
        let size = document.bytes.count + 256
        if generations.youngBytes + size > half {
            generations.old = generations.young
            generations.young = [:]
            generations.youngBytes = 0
        }
        generations.young[hash] = document
        generations.youngBytes += size
    }
}
