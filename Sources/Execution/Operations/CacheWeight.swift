import Synchronization

/// What the compiled operations of one cache hold in memory, as an estimate in bytes.
///
/// Texts alone would tell little: a short text of nested fragments makes a plan of megabytes.
final class CacheWeight: Sendable {
    private let total = Atomic(0)
    private let bound: Int

    init(bound: Int) {
        self.bound = bound
    }

    var isExceeded: Bool { total.load(ordering: .relaxed) > bound }

    func hasRoom(for bytes: Int) -> Bool { total.load(ordering: .relaxed) + bytes <= bound }

    /// Whether so many bytes are a share that one operation may have: a few texts of a megabyte would turn out all others.
    func admits(_ bytes: Int) -> Bool { bytes <= bound / 8 }

    func add(_ bytes: Int) {
        total.add(bytes, ordering: .relaxed)
    }

    func remove(_ bytes: Int) {
        total.subtract(bytes, ordering: .relaxed)
    }
}
