import NIOCore
import Postgres
import Testing

@Suite("The pool's connections are shared out")
struct PoolShareTests {
    /// Statements that end when the test says so.
    private static let held = "SELECT pg_advisory_xact_lock_shared(7)::text || 'done'"

    @Test(
        "however many slow lists a tenant asks for, or visitors of many tenants, others are answered meanwhile",
        arguments: [false, true])
    func others(areVisitors: Bool) async throws {
        try await PoolFixture.with({
            $0.minimumConnections = 4; $0.maximumConnections = 4
        }) { fixture in
            try await fixture.admin.query("SELECT pg_advisory_lock(7)")
            let slow = (1...24).map { number in
                let asker =
                    areVisitors ? SessionContext(tenant: "\(number)", role: "anonymous") : SessionContext(tenant: "1", role: "buyer")
                return Task { try await fixture.run(.listRead, Self.held, asker, within: .seconds(60)) }
            }
            // Until as much of them runs as ever will.
            for _ in 0..<500 where try await fixture.status().running < (areVisitors ? 2 : 3) {
                try await Task.sleep(for: .milliseconds(10))
            }
            let other = SessionContext(tenant: areVisitors ? "1" : "2", role: "buyer")
            for kind in [Batch.Kind.listRead, .cheapRead, .mutation] {
                let answer = try await fixture.text(kind, "SELECT current_setting('souk.tenant')", other)
                #expect(answer == other.tenant)
            }
            #expect(try await fixture.status().waiting > 0)
            try await fixture.admin.query("SELECT pg_advisory_unlock(7)")
            for task in slow {
                let result = try await task.value
                #expect(result.text(row: 0, column: 0) == "done")
            }
        }
    }
}
