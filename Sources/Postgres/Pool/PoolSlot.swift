import NIOCore

/// What the pool's state machine knows of one connection.
struct PoolSlot {
    enum Phase { case connecting, ready, retiring }

    let id: Int
    var phase = Phase.connecting
    /// The Syncs under way, in order: when each was sent, if it is of cheap reads, which others wait for.
    var syncs: [NIODeadline?] = []
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

    func takesReads(depth: Int) -> Bool {
        phase == .ready && load < depth && !exclusive && !reserved && !quiesced
    }

    init(id: Int, idleSince: NIODeadline) {
        self.id = id
        self.idleSince = idleSince
    }
}
