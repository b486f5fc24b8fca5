import Access
import GraphQLLanguage
import Synchronization

/// Compiled operations by their text, for each schema that viewers have. Each that comes turns out at most few: to forget many at once
/// would make whoever comes then pay for all of them.
final class OperationCache: Sendable {
    struct Key: Hashable, Sendable {
        let text: Source
        let operationName: String?
        let view: AccessView.ID
    }

    private let operations = Mutex(SecondChances<Key, CompiledOperation>())
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
        let known = operations.withLock { $0.use(key) }
        // Plans are added after an operation was kept.
        if weight.isExceeded { forgetSome() }
        return known
    }

    /// Keeps the operation, unless it is so large that it is better compiled each time.
    func keep(_ operation: CompiledOperation, for key: Key) {
        guard weight.admits(operation.ownWeight) else { return }
        operation.enterCache()
        // What leaves is given back behind the lock.
        let gone = operations.withLock { $0.keep(operation, for: key, bound: countBound) }
        gone?.leaveCache()
        if weight.isExceeded { forgetSome() }
    }

    /// None of them is larger than an eighth of all, so that few leave for one that came.
    private func forgetSome() {
        while weight.isExceeded, let gone = operations.withLock({ $0.forgetNext() }) { gone.leaveCache() }
    }
}
