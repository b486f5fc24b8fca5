import Access
import GraphQLLanguage
import Synchronization

/// Compiled operations by their text, for each schema that viewers have. Each that comes turns out at most few: to forget many at once
/// would make whoever comes then pay for all of them.
///
/// Once it is full it takes in what comes for the second time: what comes once, like a client's texts with values written into them, turns out
/// nobody, and is given back while it is still near.
final class OperationCache: Sendable {
    struct Key: Hashable, Sendable {
        let text: Source
        let operationName: String?
        let view: AccessView.ID
        /// Of all three, made once: a text is kilobytes, and tables ask for it again and again.
        fileprivate let digest: Int

        init(text: Source, operationName: String?, view: AccessView.ID) {
            self.text = text
            self.operationName = operationName
            self.view = view
            var hasher = Hasher()
            hasher.combine(text)
            hasher.combine(operationName)
            hasher.combine(view)
            digest = hasher.finalize()
        }

        func hash(into hasher: inout Hasher) { hasher.combine(digest) }
    }

    private struct Kept {
        var operations = SecondChances<Key, CompiledOperation>()
        var sightings: Sightings
    }

    private let kept: Mutex<Kept>
    private let countBound: Int
    /// What the operations hold: each is made with it.
    let weight: CacheWeight

    /// - Parameters:
    ///   - countBound: how many operations are kept at most.
    ///   - byteBound: how much memory they may hold, as estimated; what a single request adds may go beyond for that long.
    init(countBound: Int, byteBound: Int) {
        self.countBound = countBound
        self.kept = Mutex(Kept(sightings: Sightings(of: countBound)))
        self.weight = CacheWeight(bound: byteBound)
    }

    func operation(for key: Key) -> CompiledOperation? {
        let known = kept.withLock { $0.operations.use(key) }
        // Plans are added after an operation was kept.
        if weight.isExceeded { forgetSome() }
        return known
    }

    /// Keeps the operation, unless it is so large that it is better compiled each time, or would turn out another and came for the first time.
    func keep(_ operation: CompiledOperation, for key: Key) {
        guard weight.admits(operation.ownWeight) else { return }
        let isFull = !weight.hasRoom(for: operation.ownWeight)
        // What leaves is given back behind the lock.
        let (isKept, gone) = kept.withLock { kept -> (Bool, CompiledOperation?) in
            if isFull || kept.operations.count >= countBound, !kept.sightings.note(key.digest) { return (false, nil) }
            operation.enterCache()
            return (true, kept.operations.keep(operation, for: key, bound: countBound))
        }
        gone?.leaveCache()
        if isKept, weight.isExceeded { forgetSome() }
    }

    /// None of them is larger than an eighth of all, so that few leave for one that came.
    private func forgetSome() {
        while weight.isExceeded, let gone = kept.withLock({ $0.operations.forgetNext() }) { gone.leaveCache() }
    }
}
