/// How a pool stands at one moment.
package struct PoolStatus: Sendable, Hashable {
    /// Connections that can be used.
    package let ready: Int
    package let connecting: Int
    /// Requests that wait for a connection.
    package let waiting: Int
    /// Syncs under way.
    package let running: Int
    package let counts: PoolCounts
}

/// What a pool has counted since it was made.
package struct PoolCounts: Sendable, Hashable {
    package var requests: UInt64 = 0
    /// By-key reads that went along in another's statement.
    package var merged: UInt64 = 0
    /// Refused at once, because the queue was full.
    package var refused: UInt64 = 0
    /// Whose deadline passed, waiting or running.
    package var timeouts: UInt64 = 0
    package var cancelled: UInt64 = 0
    /// Sent again after a lost connection, a stale statement or another's error.
    package var retries: UInt64 = 0
    package var failedConnects: UInt64 = 0
    /// Connections that broke with requests on them.
    package var lostConnections: UInt64 = 0
}
