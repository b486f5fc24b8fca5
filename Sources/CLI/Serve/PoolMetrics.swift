import Gateway
import NIOCore
import Postgres
import Synchronization

/// The pools' figures for `/metrics`, summed over event loops: what the database side of the gateway does.
final class PoolMetrics: MetricSource {
    let pools: [ConnectionPool]
    private let latest = Mutex<[PoolStatus]>([])

    init(pools: [ConnectionPool]) {
        self.pools = pools
    }

    /// Whether any pool had a connection when it was last asked, at most about a second ago: each keeps one when nobody asks.
    var hasConnection: Bool { latest.withLock { $0.contains { $0.ready > 0 } } }

    /// Asks each pool how it stands.
    func refresh() async {
        var statuses: [PoolStatus] = []
        for pool in pools {
            if let status = try? await pool.status().get() { statuses.append(status) }
        }
        latest.withLock { $0 = statuses }
    }

    func write(to text: inout PrometheusText) {
        // What was last heard: a scrape must not wait for a loop that is busy.
        let all = latest.withLock { $0 }
        func sum(_ figure: (PoolStatus) -> Int) -> Int { all.reduce(0) { $0 + figure($1) } }
        func count(_ figure: (PoolCounts) -> UInt64) -> UInt64 { all.reduce(0) { $0 + figure($1.counts) } }
        text.family("souk_pool_connections", .gauge, "Connections to the database.")
        text.sample("souk_pool_connections", [("state", "ready")], sum(\.ready))
        text.sample("souk_pool_connections", [("state", "connecting")], sum(\.connecting))
        text.family("souk_pool_waiting", .gauge, "Requests that wait for a connection.")
        text.sample("souk_pool_waiting", [], sum(\.waiting))
        text.family("souk_pool_requests_total", .counter, "Batches of statements that were asked for.")
        text.sample("souk_pool_requests_total", [], count(\.requests))
        text.family("souk_pool_merged_total", .counter, "By-key reads that went along in another's statement.")
        text.sample("souk_pool_merged_total", [], count(\.merged))
        text.family("souk_pool_troubles_total", .counter, "Requests that did not simply run, by what happened.")
        text.sample("souk_pool_troubles_total", [("kind", "refused")], count(\.refused))
        text.sample("souk_pool_troubles_total", [("kind", "timeout")], count(\.timeouts))
        text.sample("souk_pool_troubles_total", [("kind", "cancelled")], count(\.cancelled))
        text.sample("souk_pool_troubles_total", [("kind", "retried")], count(\.retries))
        text.sample("souk_pool_troubles_total", [("kind", "lost_connection")], count(\.lostConnections))
        text.sample("souk_pool_troubles_total", [("kind", "failed_connect")], count(\.failedConnects))
    }
}
