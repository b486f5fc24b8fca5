package import NIOCore
package import Postgres

/// The connection pools of a process: one for each event loop, so that a request never leaves its loop.
package struct LoopPools: Sendable {
    private let pools: [ObjectIdentifier: ConnectionPool]

    package init(_ pools: [ConnectionPool]) {
        self.pools = Dictionary(pools.map { (ObjectIdentifier($0.eventLoop), $0) }, uniquingKeysWith: { first, _ in first })
    }

    package subscript(eventLoop: any EventLoop) -> ConnectionPool? {
        pools[ObjectIdentifier(eventLoop)]
    }

    package var all: [ConnectionPool] { Array(pools.values) }
}
