import NIOCore
package import Postgres

/// The connection pools of a process: one for each event loop, so that a request never leaves its loop.
package struct LoopPools: Sendable {
    /// What an event loop reads with.
    struct Lane: Sendable {
        let pool: ConnectionPool
        let flights = LoopFlights()
    }

    private let lanes: [ObjectIdentifier: Lane]

    package init(_ pools: [ConnectionPool]) {
        lanes = Dictionary(pools.map { (ObjectIdentifier($0.eventLoop), Lane(pool: $0)) }, uniquingKeysWith: { first, _ in first })
    }

    var eventLoops: [any EventLoop] { lanes.values.map(\.pool.eventLoop) }

    subscript(eventLoop: any EventLoop) -> Lane? {
        lanes[ObjectIdentifier(eventLoop)]
    }
}
