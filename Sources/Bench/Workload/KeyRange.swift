import Postgres

/// The keys of one tenant that stand for a workload's shape.
struct KeyRange: Hashable {
    let tenant: Int64
    let keys: ClosedRange<Int64>

    /// The ranges of a workload, of those tenants that have the shape.
    static func of(_ workload: Workload, in tenants: [DemoTenant], _ connection: AdminConnection) async throws -> [KeyRange] {
        let rows = try await connection.query(
            "SELECT tenant_id, first, last FROM (\(workload.keyRanges)) AS r WHERE first <= last ORDER BY tenant_id")
        func number(_ row: Int, _ column: Int) -> Int64? { rows.text(row: row, column: column).flatMap { Int64($0) } }
        let ranges = (0..<rows.rowCount).compactMap { row -> KeyRange? in
            guard let tenant = number(row, 0), let first = number(row, 1), let last = number(row, 2), first <= last,
                tenants.contains(where: { $0.id == tenant })
            else { return nil }
            return KeyRange(tenant: tenant, keys: first...last)
        }
        guard !ranges.isEmpty else { throw BenchError("No tenant has rows for \(workload.name); load the demo at a larger scale.") }
        return ranges
    }
}
