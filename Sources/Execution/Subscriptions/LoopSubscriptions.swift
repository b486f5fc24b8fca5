import NIOCore

/// The subscriptions of one event loop: which of them are to be read again, and when it is their turn. Belongs to its event loop.
///
/// Those that one execution answers begin together, and few executions are under way at a time: whoever asks something meanwhile does not
/// wait behind a thousand of them.
final class LoopSubscriptions {
    typealias Box = NIOLoopBoundBox<LoopSubscriptions>

    private let eventLoop: any EventLoop
    private var members: [Int64: [ObjectIdentifier: Subscription]] = [:]
    /// Those whose turn comes next, of one cohort side by side.
    private var waiting = CircularBuffer<Subscription>()
    /// How many of each cohort are being read.
    private var running: [Int: Int] = [:]
    private var isStarting = false
    private var clock: RepeatedTask?

    /// Cohorts that are read at a time.
    private static let mostRunning = 8
    /// Between two looks at what is due.
    private static let beat = TimeAmount.milliseconds(100)

    init(_ eventLoop: any EventLoop) { self.eventLoop = eventLoop }

    func add(_ subscription: Subscription) {
        members[subscription.tenant, default: [:]][ObjectIdentifier(subscription)] = subscription
        guard clock == nil else { return }
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        clock = eventLoop.scheduleRepeatedTask(initialDelay: Self.beat, delay: Self.beat) { _ in bound.value.lookForDue() }
    }

    func remove(_ subscription: Subscription) {
        members[subscription.tenant]?[ObjectIdentifier(subscription)] = nil
        if members[subscription.tenant]?.isEmpty == true { members[subscription.tenant] = nil }
        guard members.isEmpty else { return }
        clock?.cancel()
        clock = nil
    }

    /// Something of these types has changed in a tenant; nil stands for any type.
    func wake(_ tenant: Int64, _ types: Set<String>?) {
        guard let woken = members[tenant]?.values else { return }
        for subscription in woken where subscription.follows.concerns(types) { subscription.isStale = true }
        enqueueDue(among: Array(woken))
    }

    private func lookForDue() {
        for some in members.values { enqueueDue(among: Array(some.values)) }
    }

    private func enqueueDue(among subscriptions: [Subscription]) {
        let now = NIODeadline.now()
        var due = subscriptions.filter { $0.isDue(at: now) }
        guard !due.isEmpty else { return }
        due.sort { $0.follows.cohort < $1.follows.cohort }
        for subscription in due { subscription.isWaiting = true }
        waiting.append(contentsOf: due)
        startWaiting()
    }

    /// A loop, not a recursion: a thousand may be answered at once, each of which makes room for the next.
    private func startWaiting() {
        guard !isStarting else { return }
        isStarting = true
        defer { isStarting = false }
        while let next = waiting.first, running[next.follows.cohort] != nil || running.count < Self.mostRunning {
            waiting.removeFirst()
            guard next.begin() else { continue }
            running[next.follows.cohort, default: 0] += 1
            next.read()
        }
    }

    /// One that was begun has its answer, or needs none any more.
    func finished(_ cohort: Int) {
        let count = running[cohort, default: 0] - 1
        running[cohort] = count > 0 ? count : nil
        if count <= 0 { startWaiting() }
    }
}
