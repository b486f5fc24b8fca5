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

    /// Megabytes of the gateway; nil when it is not there.
    var memory: (resident: Double, peak: Double)? { ProcessUsage.memory(of: gateway) }

    private func sessions() async throws -> [Int32] {
        let rows = try await connection.query("SELECT pid FROM pg_stat_activity")
        return (0..<rows.rowCount).compactMap { rows.text(row: $0, column: 0).flatMap { Int32($0) } }
    }
}
