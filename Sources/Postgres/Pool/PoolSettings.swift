package import NIOCore

/// The limits of one event loop's pool.
package struct PoolSettings: Sendable, Hashable {
    /// Connections kept open even when nobody asks.
    package var minimumConnections = 1
    /// Two to four per two cores are enough: connections share transactions and pipelines.
    package var maximumConnections = 4
    /// More than this many waiting requests are refused at once.
    package var queueLimit = 2048
    /// How many cheap reads share a Sync.
    package var sharing = 32
    /// How many Syncs of cheap reads are under way before further ones wait: the server runs one while the gateway sees to another.
    package var gatheredSyncs = 2
    /// How long cheap reads wait for those that are under way, to go together when these are back. Less is more load: with each sent as soon
    /// as there is a connection, lookups under 64 clients took PostgreSQL 24 µs each, gathered 7.
    package var gathering = TimeAmount.milliseconds(1)
    /// How many Syncs may be under way on a connection: one runs, the next is already there when it ends.
    package var depth = 2
    /// Nothing is sent behind what has been running for this long.
    package var patience = TimeAmount.milliseconds(10)
    /// A connection beyond the minimum that had nothing to do for this long is closed.
    package var idleTimeout = TimeAmount.seconds(60)
    /// The first wait after a failed attempt to connect; doubled by each further failure.
    package var backoff = TimeAmount.milliseconds(50)
    package var longestBackoff = TimeAmount.seconds(5)
    /// How long a statement may run when its context does not say.
    package var statementTimeoutMilliseconds: Int32 = 30_000
    /// A cancelled statement that has not ended after this long costs its connection.
    package var cancellationGrace = TimeAmount.seconds(5)
    /// How many statements a connection keeps prepared; 0 prepares none, for poolers that cannot keep them.
    package var preparedStatements = 256
    /// What the texts of those may come to, in bytes. The server holds about 200 bytes for each: some 50 MB for each connection.
    package var preparedBytes = 256 << 10
    /// The most that the server is told of its plans for lists.
    package var planning = StatementPlanning.once
    /// The memory that the results of one request may take, in bytes.
    package var resultLimit = 64 << 20

    package init() {}
}
