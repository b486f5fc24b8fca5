import NIOCore

/// The subscriptions of one event loop: which of them are to be read again, and when it is their turn. Belongs to its event loop.
///
/// Few that differ are read at a time, and tenants take turns: whoever asks something meanwhile does not wait behind a thousand of them.
/// Those that one execution answers begin together.
final class LoopSubscriptions {
    typealias Box = NIOLoopBoundBox<LoopSubscriptions>

    private let eventLoop: any EventLoop
    private var members: [Int64: [ObjectIdentifier: Subscription]] = [:]
    private var line = ReadingLine()
    /// The tenants that were woken since the last beat, whose further wakings wait for the next one: a subscription is not read twice in so
    /// short a time, and looking at thousands of them costs.
    private var wokenLately: Set<Int64> = []
    private var stillToWake: [Int64: Woken] = [:]
    private var isStarting = false
    private var isScheduled = false
    private var clock: RepeatedTask?

    /// What has changed.
    enum Woken {
        case types(Set<String>)
        case anything

        init(_ types: Set<String>?) { self = types.map(Woken.types) ?? .anything }

        var types: Set<String>? { if case .types(let types) = self { types } else { nil } }

        mutating func add(_ other: Set<String>?) {
            guard let types, let other else { return self = .anything }
            self = .types(types.union(other))
        }
    }

    /// Between two looks at what is due.
    private static let beat = TimeAmount.milliseconds(100)
    /// So many begin in one turn of the event loop: each takes some ten microseconds of it.
    private static let mostInTurn = 250

    init(_ eventLoop: any EventLoop) { self.eventLoop = eventLoop }

    func add(_ subscription: Subscription) {
        members[subscription.tenant, default: [:]][ObjectIdentifier(subscription)] = subscription
        guard clock == nil else { return }
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        clock = eventLoop.scheduleRepeatedTask(initialDelay: Self.beat, delay: Self.beat) { _ in bound.value.tick() }
    }

    func remove(_ subscription: Subscription) {
        members[subscription.tenant]?[ObjectIdentifier(subscription)] = nil
        if members[subscription.tenant]?.isEmpty == true { members[subscription.tenant] = nil }
        guard members.isEmpty else { return }
        clock?.cancel()
        clock = nil
        wokenLately = []
        stillToWake = [:]
    }

    /// Something of these types has changed in a tenant; nil stands for any type.
    func wake(_ tenant: Int64, _ types: Set<String>?) {
        guard members[tenant] != nil else { return }
        guard wokenLately.insert(tenant).inserted else {
            if stillToWake[tenant]?.add(types) == nil { stillToWake[tenant] = Woken(types) }
            return
        }
        wakeNow(tenant, types)
    }

    private func wakeNow(_ tenant: Int64, _ types: Set<String>?) {
        guard let woken = members[tenant]?.values else { return }
        // What one reads that is under way is not known yet.
        for subscription in woken where subscription.isBeingRead || subscription.follows.concerns(types) { subscription.isStale = true }
        enqueueDue(among: Array(woken))
    }

    private func tick() {
        let woken = stillToWake
        stillToWake = [:]
        wokenLately = Set(woken.keys)
        for (tenant, what) in woken { wakeNow(tenant, what.types) }
        for some in members.values { enqueueDue(among: Array(some.values)) }
    }

    private func enqueueDue(among subscriptions: [Subscription]) {
        let now = NIODeadline.now()
        var due = subscriptions.filter { $0.isDue(at: now) }
        guard !due.isEmpty else { return }
        due.sort { $0.follows.cohort < $1.follows.cohort }
        for subscription in due {
            subscription.isWaiting = true
            line.append(subscription)
        }
        if !isScheduled { startWaiting() }
    }

    /// A loop, not a recursion: a thousand may be answered at once, each of which makes room for the next.
    private func startWaiting() {
        guard !isStarting else { return }
        isStarting = true
        defer { isStarting = false }
        for _ in 0..<Self.mostInTurn {
            guard let next = line.next() else { return }
            next.read()
        }
        startSoon()
    }

    private func startSoon() {
        guard !isScheduled else { return }
        isScheduled = true
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        eventLoop.execute {
            bound.value.isScheduled = false
            bound.value.startWaiting()
        }
    }

    /// One that was begun has its answer, or needs none any more. Others begin in the next turn: many may be given up in this one.
    func finished(_ cohort: Int, of tenant: Int64) {
        if line.leave(cohort, of: tenant) { startSoon() }
    }
}
