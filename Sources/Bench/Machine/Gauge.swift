import Postgres

/// Reads what the gateway and PostgreSQL use while something runs.
struct Gauge {
    let gateway: Int32
    let connection: AdminConnection

    /// Seconds of CPU of each.
    struct Usage {
        var gateway: Double
        var postgres: Double
    }

    /// What both used while `body` ran. PostgreSQL's part is that of the sessions which were there at both ends.
    func measure<Value>(_ body: () throws -> Value) async throws -> (value: Value, usage: Usage) {
        let sessions = try await sessions()
        let before = Usage(gateway: ProcessUsage.cpuSeconds(of: [gateway]), postgres: ProcessUsage.cpuSeconds(of: sessions))
        let value = try body()
        let after = Usage(gateway: ProcessUsage.cpuSeconds(of: [gateway]), postgres: ProcessUsage.cpuSeconds(of: sessions))
        return (value, Usage(gateway: after.gateway - before.gateway, postgres: after.postgres - before.postgres))
    }

    /// Seconds of CPU that sessions took which began and ended while `body` ran, as those of pgbench do.
    func measureSessions<Value>(_ body: () throws -> Value) async throws -> (value: Value, seconds: Double) {
        guard let session = try await connection.query("SELECT pg_backend_pid()").text(row: 0, column: 0).flatMap({ Int32($0) }),
            let server = ProcessUsage.parent(of: session)
        else { throw BenchError("PostgreSQL does not run on this machine: its CPU cannot be read.") }
        let others = Dictionary(uniqueKeysWithValues: try await sessions().map { ($0, ProcessUsage.cpuSeconds(of: [$0])) })
        let before = ProcessUsage.endedChildrenSeconds(of: server)
        let value = try body()
        // What the server has not noticed the end of is not counted yet.
        while try await connection.query("SELECT 1 FROM pg_stat_activity WHERE application_name = 'pgbench'").rowCount > 0 {
            try await Task.sleep(for: .milliseconds(20))
        }
        try await Task.sleep(for: .milliseconds(50))
        let all = ProcessUsage.endedChildrenSeconds(of: server) - before
        // A gateway's session that was idle and is let go of brings the whole of its life with it.
        let left = try await sessions()
        return (value, all - others.filter { !left.contains($0.key) }.values.reduce(0, +))
    }

    /// Megabytes of the gateway; nil when it is not there.
    var memory: (resident: Double, peak: Double)? { ProcessUsage.memory(of: gateway) }

    /// Megabytes that the gateway grew by while `body` ran, at the most; nil where the system does not tell.
    func growth(_ body: () throws -> Void) rethrows -> Double? {
        let before = ProcessUsage.memory(of: gateway)?.resident
        let isForgotten = ProcessUsage.forgetPeak(of: gateway)
        try body()
        guard isForgotten, let before, let after = ProcessUsage.memory(of: gateway) else { return nil }
        return max(0, after.peak - before)
    }

    private func sessions() async throws -> [Int32] {
        let rows = try await connection.query("SELECT pid FROM pg_stat_activity")
        return (0..<rows.rowCount).compactMap { rows.text(row: $0, column: 0).flatMap { Int32($0) } }
    }
}
