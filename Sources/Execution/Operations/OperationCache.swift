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
        var textBytes = 0
    }

    private let state = Mutex(State())
    private let countBound: Int
    private let byteBound: Int

    /// - Parameters:
    ///   - countBound: how many operations are kept at most.
    ///   - byteBound: how many bytes of operations' texts are kept at most; what is compiled takes up to a hundred times as much.
    init(countBound: Int = 2048, byteBound: Int = 2 << 20) {
        self.countBound = countBound
        self.byteBound = byteBound
    }

    func operation(for key: Key) -> CompiledOperation? {
        state.withLock { state in
            guard let position = state.entries.index(forKey: key) else { return nil }
            state.generation += 1
            state.entries.values[position].generation = state.generation
            return state.entries.values[position].operation
        }
    }

    func keep(_ operation: CompiledOperation, for key: Key) {
        state.withLock { state in
            state.generation += 1
            if state.entries.updateValue((operation, state.generation), forKey: key) == nil {
                state.textBytes += key.text.bytes.count
            }
            if state.entries.count > countBound || state.textBytes > byteBound { Self.evict(&state, byteBound: byteBound) }
        }
    }

    /// Forgets the older half: a rare pass over all costs less than keeping an order at every look-up.
    private static func evict(_ state: inout State, byteBound: Int) {
        let middle = state.entries.values.map(\.generation).sorted()[state.entries.count / 2]
        state.entries = state.entries.filter { $0.value.generation > middle }
        state.textBytes = state.entries.keys.reduce(0) { $0 + $1.text.bytes.count }
    }

    var count: Int { state.withLock { $0.entries.count } }
}
