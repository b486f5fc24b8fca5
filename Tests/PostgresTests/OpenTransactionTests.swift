import NIOCore
import Postgres
import TestDatabase
import Testing

/// A mutation whose transaction stays open until its results were looked at.
@Suite("A mutation with a last word")
struct OpenTransactionTests {
    private static let insert = "INSERT INTO note VALUES (1, 100, 'written') RETURNING body"
    private static let written = "SELECT count(*)::text FROM note WHERE id >= 100"

    /// Runs the statements, and behind them what `closing` makes of the first cell.
    private func run(
        _ statements: [String], on fixture: PoolFixture, within: TimeAmount = .seconds(20),
        closing: @escaping @Sendable (String?) -> String
    ) async throws -> String? {
        let batch = Batch(.mutation, statements.map { BoundStatement(Statement(sql: $0, parameterTypes: [])) })
        let call = PendingCall()
        return try await withTaskCancellationHandler {
            let results = try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<[ResultSet], any Error>) in
                fixture.pool.eventLoop.execute {
                    call.request = fixture.pool.withContext(
                        PoolFixture.asker, run: batch,
                        closing: { results in
                            BoundStatement(Statement(sql: closing(results[0].text(row: 0, column: 0)), parameterTypes: []))
                        }, deadline: .now() + within
                    ) { continuation.resume(with: $0.mapError { $0 as any Error }) }
                }
            }
            return results[0].text(row: 0, column: 0)
        } onCancel: {
            fixture.pool.eventLoop.execute { call.request?.cancel() }
        }
    }

    // Unchecked: touched on the pool's event loop only.
    private final class PendingCall: @unchecked Sendable {
        var request: Request?
    }

    @Test("is looked at before it is committed, and commits with its last statement")
    func lastStatement() async throws {
        try await PoolFixture.with { fixture in
            let body = try await run([Self.insert], on: fixture) { body in
                "INSERT INTO note VALUES (1, 101, 'kept: \(body ?? "")')"
            }
            #expect(body == "written")
            #expect(try await fixture.text("SELECT body FROM note WHERE id = 101") == "kept: written")
            // The session is whole: what follows has a transaction and a context of its own.
            #expect(try await fixture.text(.mutation, Self.written) == "2")
        }
    }

    @Test("shows later statements what earlier ones left behind in the transaction, and nobody afterwards")
    func keptSettings() async throws {
        try await PoolFixture.with({
            $0.minimumConnections = 1; $0.maximumConnections = 1
        }) { fixture in
            let read = try await run(
                [
                    "SELECT set_config('souk.kept_1', '{3}', true)",
                    "SELECT body FROM note WHERE id = ANY (current_setting('souk.kept_1')::bigint[])",
                ],
                on: fixture
            ) { _ in "SELECT 1" }
            #expect(read == "{3}")
            #expect(try await fixture.text("SELECT coalesce(nullif(current_setting('souk.kept_1', true), ''), 'gone')") == "gone")
        }
    }

    @Test(
        "leaves nothing behind when any of its statements fails",
        arguments: [
            (["SELECT 1/0", insert], "SELECT 1"), ([insert, "SELECT 1/0"], "SELECT 1"), ([insert], "SELECT 1/0"), ([insert], "SELEC 1"),
        ])
    func failure(statements: [String], last: String) async throws {
        try await PoolFixture.with { fixture in
            #expect(await code { _ = try await run(statements, on: fixture) { _ in last } } != nil)
            let (written, running) = (try await fixture.text(Self.written), try await fixture.status().running)
            #expect(written == "0" && running == 0)
        }
    }

    @Test("is not committed when its results are too large to look at")
    func tooLarge() async throws {
        try await PoolFixture.with({ $0.resultLimit = 100_000 }) { fixture in
            let error = await code {
                _ = try await run([Self.insert, "SELECT repeat('x', 300000)"], on: fixture) { _ in "SELECT 1" }
            }
            let written = try await fixture.text(Self.written)
            #expect(error == .resultTooLarge && written == "0")
        }
    }

    @Test("is undone when its asker goes away while it runs, and when its deadline passes")
    func unwanted() async throws {
        try await PoolFixture.with { fixture in
            let going = Task { try await run([Self.insert, "SELECT pg_sleep(60)"], on: fixture) { _ in "SELECT 1" } }
            try await waitUntilActive("SELECT pg_sleep(60)", in: fixture)
            going.cancel()
            #expect(await code { _ = try await going.value } == .cancelled)
            let late = await code {
                _ = try await run([Self.insert, "SELECT pg_sleep(60)"], on: fixture, within: .milliseconds(300)) { _ in "SELECT 1" }
            }
            #expect(late == .statementTimeout || late == .poolTimeout)
            #expect(try await fixture.text(Self.written) == "0")
        }
    }

    @Test("runs again when its connection breaks before the commit was asked for: it was undone")
    func lostConnection() async throws {
        try await PoolFixture.with { fixture in
            try await fixture.admin.query("SELECT pg_advisory_lock(7)")
            async let body = run([Self.insert, "SELECT pg_advisory_xact_lock(7)"], on: fixture) { _ in "SELECT 1" }
            try await waitUntilActive("SELECT pg_advisory_xact_lock(7)", in: fixture)
            try await fixture.admin.query(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%xact_lock(7)' AND usename = 'gateway'"
            )
            try await fixture.admin.query("SELECT pg_advisory_unlock(7)")
            #expect(try await body == "written")
            #expect(try await fixture.text(Self.written) == "1")
        }
    }

    @Test("is tried again when it fell victim to a deadlock or to another transaction's commit", arguments: ["40001", "40P01"])
    func conflict(state: String) async throws {
        try await PoolFixture.with { fixture in
            try await fixture.admin.execute(
                script: """
                    CREATE SEQUENCE try; GRANT USAGE ON SEQUENCE try TO gateway;
                    CREATE FUNCTION fail_twice() RETURNS text LANGUAGE plpgsql AS $$
                    BEGIN
                      IF nextval('try') < 3 THEN RAISE EXCEPTION 'lost' USING ERRCODE = '\(state)'; END IF;
                      RETURN 'won';
                    END $$;
                    """)
            #expect(try await run(["SELECT fail_twice()", Self.insert], on: fixture) { _ in "SELECT 1" } == "won")
            #expect(try await fixture.text(Self.written) == "1")
        }
    }

    private func waitUntilActive(_ query: String, in fixture: PoolFixture) async throws {
        while try await fixture.admin.query(
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND query = '\(query)' AND usename = 'gateway'"
        ).rowCount == 0 {
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}
