import NIOCore

/// How long a client has taken nothing of what waits for it. Looked at twice a second, so that sending itself costs nothing.
struct Standstill {
    /// The bytes that waited when the client had last taken some.
    private var waiting = Int.max
    private var since: NIODeadline

    init(since: NIODeadline) {
        self.since = since
    }

    /// For how long the client has taken nothing, as far as it was looked at.
    func age(at now: NIODeadline) -> TimeAmount { now - since }

    /// Takes how many bytes wait now, and returns for how long it has not become fewer.
    mutating func duration(waiting: Int, at now: NIODeadline) -> TimeAmount {
        if waiting < self.waiting {
            self.waiting = waiting
            since = now
        }
        return now - since
    }
}
