import NIOCore

/// Decides which connection runs what, and when connections are opened and closed. Pure: it is told what happened and answers what to do.
///
/// Rules:
/// - Cheap reads share a Sync: those that come while some are under way wait for these, for a moment, and then go together.
///   A list has a Sync of its own. Both may be sent behind what is under way, and take turns where they wait for the same connection.
/// - A mutation waits for a connection that has nothing to do, and nothing is sent behind it. While one waits, a connection is kept free
///   for it; when there are several connections, one is always left to reads.
/// - Of three connections or more nobody has all: lists and mutations of one tenant leave one to others, those of all visitors together
///   half of them. Who waits for that waits behind their own; the parties take turns.
/// - After a failure, connections are opened again with growing pauses.
struct PoolStateMachine<Work>: ~Copyable {
    /// What to do next.
    enum Action {
        case connect(ConnectionID)
        case send([Work], on: ConnectionID)
        case close(ConnectionID)
    }

    typealias ConnectionID = Int

    /// A request that waits.
    private struct Waiting {
        let work: Work
        let deadline: NIODeadline
    }

    private let settings: PoolSettings
    private var slots: [PoolSlot] = []
    /// Those that share a Sync.
    private var cheapReads = Fifo<Waiting>()
    /// Those that have one of their own.
    private var reads = FairQueue<Waiting>()
    private var mutations = FairQueue<Waiting>()
    private var nextID = 0
    private var failures = 0
    private var noConnectBefore = NIODeadline.uptimeNanoseconds(0)
    /// With one connection, reads and mutations take turns.
    private var readsAreNext = false
    private var cheapReadsAreNext = true
    private var draining = false

    init(_ settings: PoolSettings) { self.settings = settings }

    // MARK: - What happened

    /// A request comes in. False when the queue is full or the pool is closing.
    mutating func enqueue(_ work: Work, _ kind: Batch.Kind, of party: Party, deadline: NIODeadline) -> Bool {
        guard !draining, waitingCount < settings.queueLimit, kind == .cheapRead || mayWait(party) else { return false }
        let waiting = Waiting(work: work, deadline: deadline)
        switch kind {
        case .cheapRead: cheapReads.append(waiting)
        case .listRead: reads.append(waiting, of: party)
        case .mutation: mutations.append(waiting, of: party)
        }
        return true
    }

    /// Whether a party has room in the queue: of what waits for connections of its own a quarter is one party's at the most, half all visitors'.
    private func mayWait(_ party: Party) -> Bool {
        guard party.isShared else { return true }
        let (own, visitors) = (reads.count(of: party) + mutations.count(of: party), reads.visitorCount + mutations.visitorCount)
        return own < max(16, settings.queueLimit / 4) && (!party.isVisitor || visitors < max(16, settings.queueLimit / 2))
    }

    /// A request has to be run again: it goes first, and alone, since it may have been taken along by somebody else's error.
    mutating func enqueueAgain(_ work: Work, _ kind: Batch.Kind, of party: Party, deadline: NIODeadline) {
        let waiting = Waiting(work: work, deadline: deadline)
        guard kind != .mutation else { return mutations.prepend(waiting, of: party) }
        reads.prepend(waiting, of: party)
        cheapReadsAreNext = false
    }

    mutating func connected(_ id: ConnectionID, now: NIODeadline) {
        failures = 0
        change(id) { slot in
            slot.phase = .ready
            slot.idleSince = now
        }
    }

    /// `jitter` between 0 and 1 spreads the attempts of many pools.
    mutating func connectFailed(_ id: ConnectionID, now: NIODeadline, jitter: Double) {
        slots.removeAll { $0.id == id }
        failures = min(failures + 1, 20)
        let longest = Double(settings.longestBackoff.nanoseconds)
        let pause = min(longest, Double(settings.backoff.nanoseconds) * Double(1 << (failures - 1)))
        noConnectBefore = now + .nanoseconds(Int64(pause * (0.5 + jitter / 2)))
    }

    /// The connection is gone with all that ran on it.
    mutating func lost(_ id: ConnectionID) {
        slots.removeAll { $0.id == id }
    }

    /// One Sync that was sent has come back.
    mutating func finished(_ id: ConnectionID, now: NIODeadline) {
        change(id) { $0.finish(now: now) }
    }

    /// A cancellation is on its way to this connection: whatever were sent now could be hit by it.
    mutating func quiesce(_ id: ConnectionID) { change(id) { $0.quiesced = true } }

    /// The cancellation has arrived and nothing is under way.
    mutating func resume(_ id: ConnectionID) { change(id) { $0.quiesced = false } }

    /// The connection still works but leads to the wrong place: closed as soon as nothing runs on it.
    mutating func retire(_ id: ConnectionID) { change(id) { $0.phase = .retiring } }

    /// No more requests are taken; what waits and runs is finished, then all connections are closed.
    mutating func drain() { draining = true }

    // MARK: - What to do

    /// The next thing to do; to be asked until it has nothing more.
    mutating func next(now: NIODeadline) -> Action? {
        if let id = connectionToOpen(now: now) { return .connect(id) }
        if let action = nextMutation(now: now) ?? nextRead(now: now) { return action }
        if let id = connectionToClose(now: now) {
            slots.removeAll { $0.id == id }
            return .close(id)
        }
        return nil
    }

    /// Takes out the requests whose deadline has passed.
    mutating func expire(now: NIODeadline) -> [Work] {
        removeWaiting { $0.deadline <= now }
    }

    /// Takes out the requests that match; empty when none waits.
    mutating func remove(where matches: (Work) -> Bool) -> [Work] {
        removeWaiting { matches($0.work) }
    }

    private mutating func removeWaiting(where matches: (Waiting) -> Bool) -> [Work] {
        (cheapReads.remove(where: matches) + reads.remove(where: matches) + mutations.remove(where: matches)).map(\.work)
    }

    // MARK: - How it stands

    var waitingCount: Int { cheapReads.count + reads.count + mutations.count }
    var readyCount: Int { slots.count { $0.phase == .ready } }
    var connectingCount: Int { slots.count { $0.phase == .connecting } }
    var runningCount: Int { slots.reduce(0) { $0 + $1.load } }

    /// Whether time alone can change something.
    var needsTick: Bool {
        waitingCount > 0 || runningCount > 0 || slots.count < settings.minimumConnections || slots.contains { $0.quiesced }
            || slots.count > settings.minimumConnections
    }

    /// When cheap reads wait for others of their kind no longer; nil while none does.
    func gathersUntil(now: NIODeadline) -> NIODeadline? { cheapReads.isEmpty ? nil : gathering(now: now) }

    /// True once a closing pool has nothing left.
    var isDrained: Bool { draining && slots.isEmpty && waitingCount == 0 }

    // MARK: - Choosing

    private mutating func connectionToOpen(now: NIODeadline) -> ConnectionID? {
        guard now >= noConnectBefore, slots.count < settings.maximumConnections, !(draining && waitingCount == 0) else { return nil }
        if slots.count >= settings.minimumConnections {
            // One at a time: the request that waits now may be served before the handshake is over.
            // An idle one that is left to reads is of no use to a mutation.
            let isWanted = !slots.contains(where: \.isIdle) || !mutations.isEmpty && !mayWriteMore
            let waitsForConnection = !reads.isEmpty || !mutations.isEmpty || !cheapReads.isEmpty && gathering(now: now) == nil
            guard waitsForConnection, connectingCount == 0, isWanted else { return nil }
        }
        nextID += 1
        slots.append(PoolSlot(id: nextID, idleSince: now))
        return nextID
    }

    /// Whether a mutation may have a connection more: of several one is left to reads.
    private var mayWriteMore: Bool { slots.count(where: \.exclusive) < max(1, readyCount - 1) }

    private mutating func nextMutation(now: NIODeadline) -> Action? {
        guard !mutations.isEmpty, mayWriteMore, !(readyCount == 1 && readsAreNext && !(reads.isEmpty && cheapReads.isEmpty)) else {
            reserve(nil)
            return nil
        }
        guard let party = mutations.nextParty(where: { mayWrite($0) && mayHaveMore($0) }) else {
            // One that waits for its own tenant's lists alone has a connection of these kept free, or would wait as long as there are any.
            reserve(mutations.nextParty(where: { mayWrite($0) }).flatMap { party in freeSoon(now: now) { $0.runs(of: party.tenant) } })
            return nil
        }
        guard let index = slots.firstIndex(where: \.isIdle) else {
            reserve(freeSoon(now: now) { _ in true })
            return nil
        }
        guard let waiting = mutations.popFirst(of: party) else { return nil }
        reserve(nil)
        readsAreNext = true
        slots[index].send(PoolSlot.Sync(party: party), now: now)
        slots[index].exclusive = true
        return .send([waiting.work], on: slots[index].id)
    }

    /// Whether a party may have a connection more for its mutations, of those that are for mutations.
    private func mayWrite(_ party: Party) -> Bool {
        !party.isShared || slots.count { $0.exclusive && $0.runs(of: party.tenant) } < max(1, settings.maximumConnections - 2)
    }

    /// The connections that are shared out: those that may be had, or, where the server gives no more, those that are there.
    private var sharedCount: Int { failures > 0 ? slots.count : settings.maximumConnections }

    /// Whether a party may have a connection more.
    private func mayHaveMore(_ party: Party) -> Bool {
        !party.isShared || slots.count { $0.runs(of: party.tenant) } < max(2, sharedCount - 1)
    }

    private mutating func nextRead(now: NIODeadline) -> Action? {
        let isGathered = !cheapReads.isEmpty && gathering(now: now) == nil
        guard isGathered || !reads.isEmpty else { return nil }
        guard isGathered, cheapReadsAreNext || reads.isEmpty else {
            return nextList(now: now) ?? (isGathered ? nextCheapReads(now: now) : nil)
        }
        return nextCheapReads(now: now) ?? nextList(now: now)
    }

    private mutating func nextCheapReads(now: NIODeadline) -> Action? {
        guard let index = leastLoaded(where: { takesReads($0, now: now) }) else { return nil }
        var group: [Work] = []
        while group.count < settings.sharing, let waiting = cheapReads.popFirst() { group.append(waiting.work) }
        (readsAreNext, cheapReadsAreNext) = (false, false)
        slots[index].send(PoolSlot.Sync(gatheredSince: now), now: now)
        return .send(group, on: slots[index].id)
    }

    private mutating func nextList(now: NIODeadline) -> Action? {
        guard !reads.isEmpty, slots.contains(where: { takesReads($0, now: now) }),
            let party = reads.nextParty(where: { slot(forListOf: $0, now: now) != nil }),
            let index = slot(forListOf: party, now: now), let waiting = reads.popFirst(of: party)
        else { return nil }
        (readsAreNext, cheapReadsAreNext) = (false, true)
        slots[index].send(PoolSlot.Sync(party: party), now: now)
        return .send([waiting.work], on: slots[index].id)
    }

    /// Where a party's list may go: where as much of theirs runs as may, to one of those connections only.
    private func slot(forListOf party: Party, now: NIODeadline) -> Int? {
        let hasAll = !mayHaveMore(party)
        let visitorsHaveAll = party.isShared && party.isVisitor && slots.count(where: \.runsOfVisitors) >= max(1, sharedCount / 2)
        return leastLoaded { slot in
            takesReads(slot, now: now) && (!hasAll || slot.runs(of: party.tenant)) && (!visitorsHaveAll || slot.runsOfVisitors)
        }
    }

    private func takesReads(_ slot: PoolSlot, now: NIODeadline) -> Bool {
        slot.takesReads(depth: settings.depth, patience: settings.patience, now: now)
    }

    /// How long cheap reads wait to go together; nil when they need not: there are enough, or few under way, or those for long.
    private func gathering(now: NIODeadline) -> NIODeadline? {
        guard cheapReads.count < settings.sharing else { return nil }
        var underWay = 0
        var earliest = NIODeadline.distantFuture
        for slot in slots {
            for sync in slot.syncs {
                guard let sent = sync.gatheredSince, sent + settings.gathering > now else { continue }
                underWay += 1
                earliest = min(earliest, sent)
            }
        }
        return underWay < settings.gatheredSyncs ? nil : earliest + settings.gathering
    }

    private func connectionToClose(now: NIODeadline) -> ConnectionID? {
        if let retired = slots.first(where: { $0.phase == .retiring && $0.load == 0 }) { return retired.id }
        let mayClose = draining ? waitingCount == 0 : slots.count > settings.minimumConnections
        guard mayClose else { return nil }
        return slots.first { $0.isIdle && (draining || now - $0.idleSince >= settings.idleTimeout) }?.id
    }

    private func leastLoaded(where matches: (PoolSlot) -> Bool) -> Int? {
        var best: Int?
        for (index, slot) in slots.enumerated() where matches(slot) {
            if let current = best, slots[current].load <= slot.load { continue }
            best = index
        }
        return best
    }

    /// The connection that has nothing to do first, as far as can be told: rather one that is not at something that takes long.
    private func freeSoon(now: NIODeadline, where matches: (PoolSlot) -> Bool) -> Int? {
        leastLoaded { $0.mayBeKeptFree && !$0.isSlow(patience: settings.patience, now: now) && matches($0) }
            ?? leastLoaded { $0.mayBeKeptFree && matches($0) }
    }

    /// Keeps one connection free of further reads; nil keeps none.
    private mutating func reserve(_ chosen: Int?) {
        for index in slots.indices { slots[index].reserved = index == chosen }
    }

    private mutating func change(_ id: ConnectionID, _ body: (inout PoolSlot) -> Void) {
        guard let index = slots.firstIndex(where: { $0.id == id }) else { return }
        body(&slots[index])
    }
}
