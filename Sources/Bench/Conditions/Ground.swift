import Postgres

/// A gateway that runs, and the database behind it.
struct Ground {
    let endpoint: Endpoint
    let tenants: [DemoTenant]
    let gauge: Gauge
    let pgbench: PGBench

    var connection: AdminConnection { gauge.connection }

    /// The same database behind another gateway.
    func behind(_ url: String, process: Int32) throws -> Ground {
        Ground(endpoint: try Endpoint(url: url), tenants: tenants, gauge: Gauge(gateway: process, connection: connection), pgbench: pgbench)
    }

    /// Requests for random rows of the tenants, by random viewers.
    func requests(_ workload: Workload) async throws -> [[UInt8]] {
        let keys = try await KeyRange.of(workload, in: tenants, connection)
        let asking = try await DemoTenant.asked(tenants, byBuyers: Workload.viewers, connection)
        return RequestSample.make(4000, of: workload, keys: keys, tenants: asking).map { $0.request.bytes(to: endpoint) }
    }

    /// What pgbench runs to read the same rows with the gateway's statement.
    func alone(_ workload: Workload, _ operation: ExplainedOperation) async throws -> PGBenchScript {
        PGBenchScript(operation, keys: try await KeyRange.of(workload, in: tenants, connection))
    }

    /// A request by each token of the tenants, each with a random key, in some order.
    func requestsOfAll(_ workload: Workload) async throws -> [[UInt8]] {
        var random = SplitMix64(seed: 11)
        guard let range = try await KeyRange.of(workload, in: tenants, connection).first else { return [] }
        return tenants.flatMap { tenant in
            tenant.tokens.map { token in
                let variables = workload.variables(key: Int64.random(in: range.keys, using: &random))
                return HTTPRequest(query: workload.query, variables: variables, token: token).bytes(to: endpoint)
            }
        }.shuffled(using: &random)
    }

    /// About how many rows the graph's tables have.
    func rows() async throws -> Double {
        let rows = try await connection.query("SELECT sum(n_live_tup)::bigint FROM pg_stat_user_tables WHERE schemaname = 'market'")
        guard let count = rows.text(row: 0, column: 0).flatMap({ Double($0) }), count > 0 else { throw BenchError("There are no rows.") }
        return count
    }
}
