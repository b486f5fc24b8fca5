import NIOCore

/// What the pool's state machine knows of one connection.
struct PoolSlot {
    enum Phase { case connecting, ready, retiring }

    let id: Int
    var phase = Phase.connecting
    /// How many Syncs are under way.
    var load = 0
    /// Runs a mutation.
    var exclusive = false
    /// Kept free for a mutation that waits.
    var reserved = false
    /// Takes nothing while a cancellation is on its way.
    var quiesced = false
    var idleSince: NIODeadline

    var isIdle: Bool { phase == .ready && load == 0 && !quiesced }

    func takesReads(depth: Int) -> Bool {
        phase == .ready && load < depth && !exclusive && !reserved && !quiesced
    }

    init(id: Int, idleSince: NIODeadline) {
        self.id = id
        self.idleSince = idleSince
    }
}
