import NIOCore

/// What the pool's state machine knows of one connection.
struct PoolSlot {
    enum Phase { case connecting, ready, retiring }

    /// What is under way under one Sync.
    struct Sync {
        /// When it was sent, if it is of cheap reads, which others wait for.
        var gatheredSince: NIODeadline?
        /// Whose list or mutation it is; nil for cheap reads, which are of many.
        var party: Party?
    }

    let id: Int
    var phase = Phase.connecting
    /// The Syncs under way, in order.
    private(set) var syncs: [Sync] = []
    /// Since when the server has been at the first of them.
    private var runningSince: NIODeadline
    /// Runs a mutation.
    var exclusive = false
    /// Kept free for a mutation that waits.
    var reserved = false
    /// Takes nothing while a cancellation is on its way.
    var quiesced = false
    var idleSince: NIODeadline

    /// How many Syncs are under way.
    var load: Int { syncs.count }

    var isIdle: Bool { phase == .ready && load == 0 && !quiesced }

    /// Whether a read may be sent now. Nothing is sent behind what takes long: another connection may be free before.
    func takesReads(depth: Int, patience: TimeAmount, now: NIODeadline) -> Bool {
        guard phase == .ready, !exclusive, !reserved, !quiesced else { return false }
        return load < depth && !isSlow(patience: patience, now: now)
    }

    /// Whether a mutation may have it once nothing is under way.
    var mayBeKeptFree: Bool { phase == .ready && !quiesced && !exclusive }

    /// Whether the server is at something that takes long.
    func isSlow(patience: TimeAmount, now: NIODeadline) -> Bool { load > 0 && now - runningSince >= patience }

    /// Whether lists or mutations of this tenant are under way.
    func runs(of tenant: Int64) -> Bool { syncs.contains { $0.party?.tenant == tenant } }

    /// Whether lists of visitors are under way.
    var runsOfVisitors: Bool { syncs.contains { $0.party?.isVisitor == true } }

    mutating func send(_ sync: Sync, now: NIODeadline) {
        if syncs.isEmpty { runningSince = now }
        syncs.append(sync)
    }

    /// The first Sync has come back.
    mutating func finish(now: NIODeadline) {
        if !syncs.isEmpty { syncs.removeFirst() }
        exclusive = false
        (runningSince, idleSince) = (now, now)
    }

    init(id: Int, idleSince: NIODeadline) {
        self.id = id
        self.idleSince = idleSince
        runningSince = idleSince
    }
}
