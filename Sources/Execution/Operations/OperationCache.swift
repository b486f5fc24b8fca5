import Access
import GraphQLLanguage
import Synchronization

/// Compiled operations by their text, for each schema that viewers have; the least recently used leave first.
final class OperationCache: Sendable {
    struct Key: Hashable, Sendable {
        let text: Source
        let operationName: String?
        let view: AccessView.ID
    }

    private struct State: ~Copyable {
        var entries: [Key: (operation: CompiledOperation, generation: UInt64)] = [:]
        var generation: UInt64 = 0
    }

    private let state = Mutex(State())
    private let countBound: Int
    /// What the operations hold: each is made with it.
    let weight: CacheWeight

    /// - Parameters:
    ///   - countBound: how many operations are kept at most.
    ///   - byteBound: how much memory they may hold, as estimated; what a single request adds may go beyond for that long.
    init(countBound: Int, byteBound: Int) {
        self.countBound = countBound
        self.weight = CacheWeight(bound: byteBound)
    }

    func operation(for key: Key) -> CompiledOperation? {
        state.withLock { state in
            guard let position = state.entries.index(forKey: key) else { return nil }
            state.generation += 1
            state.entries.values[position].generation = state.generation
            let operation = state.entries.values[position].operation
            // Plans are added after an operation was kept.
            evictIfNeeded(&state)
            return operation
        }
    }

    /// Keeps the operation, unless it is so large that it is better compiled each time.
    func keep(_ operation: CompiledOperation, for key: Key) {
        guard weight.admits(operation.ownWeight) else { return }
        state.withLock { state in
            state.generation += 1
            state.entries[key] = (operation, state.generation)
            evictIfNeeded(&state)
        }
    }

    /// Forgets the older half: a rare pass over all costs less than keeping an order at every look-up.
    private func evictIfNeeded(_ state: inout State) {
        guard state.entries.count > countBound || weight.isExceeded else { return }
        let middle = state.entries.values.map(\.generation).sorted()[state.entries.count / 2]
        state.entries = state.entries.filter { $0.value.generation > middle }
    }

    var count: Int { state.withLock { $0.entries.count } }
}
