import Foundation
import Postgres
import TestDatabase
import Testing

/// What the database wants done now and then is done by gateways that nobody asked anything.
@Suite("Chores")
struct ChoreTests {
    @Test("A gateway closes the campaigns whose end has passed, each as it stood, in every tenant")
    func closes() async throws {
        let database = try await MarketDatabase.demo(in: .shared(), scale: 0.1)
        let administrator = try await AdminConnection.connect(database)
        try await administrator.query(
            """
            UPDATE market.campaign SET starts_at = least(starts_at, now() - interval '2 minutes'), ends_at = now() - interval '1 minute'
            WHERE id % 2 = 0 AND status IN ('open', 'live')
            """)
        let due = "SELECT count(*) FROM market.campaign WHERE ends_at <= now() AND status IN ('draft', 'open', 'signing', 'live')"
        #expect(try await administrator.query(due).text(row: 0, column: 0) != "0")

        let souk = try await RunningSouk.start(on: database, environment: ["SOUK_NO_CHORES": ""])
        defer { souk.kill() }
        while try await administrator.query(due).text(row: 0, column: 0) != "0" { try await Task.sleep(for: .milliseconds(50)) }
        let ends = try await administrator.query(
            "SELECT string_agg(DISTINCT status, ' ' ORDER BY status), count(DISTINCT tenant_id) FROM market.campaign WHERE id % 2 = 0 AND ends_at > now() - interval '1 hour' AND ends_at <= now()"
        )
        #expect(ends.text(row: 0, column: 0) == "cancelled ended")
        #expect(ends.text(row: 0, column: 1) == "3")
    }
}
