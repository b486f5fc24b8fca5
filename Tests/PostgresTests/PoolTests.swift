import NIOCore
import Postgres
import Testing

@Suite("The pool")
struct PoolTests {
    @Test(
        "shows each of fifty viewers on two connections only the rows of their tenant",
        arguments: [Batch.Kind.cheapRead, .listRead, .mutation])
    func viewers(kind: Batch.Kind) async throws {
        try await PoolFixture.with { fixture in
            let statement = Statement(sql: "SELECT tenant_id::text, body FROM note WHERE id <= $1", parameterTypes: [20])
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for viewer in 1...50 {
                    group.addTask {
                        var onlyOwn = true
                        for round in 1...20 {
                            let bound = BoundStatement(statement, [withUnsafeBytes(of: Int64(round).bigEndian) { [UInt8]($0) }])
                            let context = SessionContext(tenant: String(viewer), role: "buyer", subject: "s\(viewer)")
                            let rows = try await fixture.pool.run(Batch(kind, [bound]), in: context, deadline: .now() + .seconds(20))[0]
                            onlyOwn = onlyOwn && rows.rowCount == round
                            for row in 0..<rows.rowCount { onlyOwn = onlyOwn && rows.text(row: row, column: 0) == String(viewer) }
                        }
                        return onlyOwn
                    }
                }
                for try await onlyOwn in group { #expect(onlyOwn) }
            }
            #expect(try await fixture.status().ready == 2)
        }
    }

    @Test("leaves nothing of a context behind")
    func contextsEnd() async throws {
        try await PoolFixture.with({
            $0.maximumConnections = 1; $0.minimumConnections = 1
        }) { fixture in
            let sql = "SELECT count(*)::text || current_setting('souk.subject', true) FROM note"
            let some = SessionContext(tenant: "7", role: "buyer", subject: "x")
            let seen = try await fixture.text(.cheapRead, sql, some)
            #expect(seen == "20x")
            let unseen = try await fixture.text(.mutation, sql, SessionContext(tenant: "", role: "anonymous"))
            #expect(unseen == "0")
        }
    }

    @Test("sends every setting of a context")
    func settings() async throws {
        try await PoolFixture.with { fixture in
            let context = SessionContext(
                tenant: "3", role: "merchant", subject: "staff 9", merchant: "4 5", scopes: "a:read b:write",
                statementTimeoutMilliseconds: 1234)
            let sql = """
                SELECT concat_ws('|', current_setting('souk.tenant'), current_setting('souk.role'), current_setting('souk.subject'),
                current_setting('souk.merchant'), current_setting('souk.scopes'), current_setting('statement_timeout'))
                """
            let settings = try await fixture.text(.cheapRead, sql, context)
            #expect(settings == "3|merchant|staff 9|4 5|a:read b:write|1234ms")
        }
    }

    @Test("lets no read write", arguments: [Batch.Kind.cheapRead, .listRead])
    func readsDoNotWrite(kind: Batch.Kind) async throws {
        try await PoolFixture.with { fixture in
            #expect(await code { _ = try await fixture.run(kind, "DELETE FROM note RETURNING id") } == .readOnly)
            let count = try await fixture.text("SELECT count(*)::text FROM note")
            #expect(count == "20")
        }
    }

    @Test("commits a mutation's statements together or not at all")
    func mutations() async throws {
        try await PoolFixture.with { fixture in
            func insert(_ ids: Int...) async throws {
                let statements = ids.map { Statement(sql: "INSERT INTO note VALUES (1, \($0), 'new')", parameterTypes: []) }
                _ = try await fixture.pool.run(
                    Batch(.mutation, statements.map { BoundStatement($0) }), in: PoolFixture.asker, deadline: .now() + .seconds(30))
            }
            #expect(await code { try await insert(100, 101, 1) } == .uniqueViolation)
            try await insert(200, 201)
            #expect(try await fixture.text("SELECT string_agg(id::text, ' ') FROM note WHERE id >= 100") == "200 201")
        }
    }

    @Test("tells a mutation of an error that comes with the commit")
    func deferredConstraint() async throws {
        try await PoolFixture.with { fixture in
            try await fixture.admin.execute(
                script: "CREATE TABLE d (a int UNIQUE DEFERRABLE INITIALLY DEFERRED); INSERT INTO d VALUES (1); GRANT ALL ON d TO gateway")
            #expect(await code { _ = try await fixture.run(.mutation, "INSERT INTO d VALUES (1)") } == .uniqueViolation)
            _ = try await fixture.run(.mutation, "INSERT INTO d VALUES (2)")
            #expect(try await fixture.text("SELECT count(*)::text FROM d") == "2")
        }
    }

    @Test("runs what another's error has taken along once more")
    func sharedSync() async throws {
        try await PoolFixture.with({
            $0.maximumConnections = 1; $0.minimumConnections = 1
        }) { fixture in
            let good = Statement(sql: "SELECT body FROM note WHERE id = 1", parameterTypes: [])
            let bad = Statement(sql: "SELECT 1 / (id - 1) FROM note WHERE id = 1", parameterTypes: [])
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<64 {
                    group.addTask {
                        let isBad = index % 5 == 3
                        let context = SessionContext(tenant: String(index % 9 + 1), role: "buyer")
                        let error = await code {
                            let rows = try await fixture.pool.run(
                                Batch(.cheapRead, [BoundStatement(isBad ? bad : good)]), in: context, deadline: .now() + .seconds(30))[0]
                            #expect(rows.text(row: 0, column: 0) == "note 1 of \(index % 9 + 1)")
                        }
                        #expect(error == (isBad ? .invalidValue : nil))
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test("survives a table that changes under its prepared statements", arguments: Batch.Kind.allCases)
    func ddl(kind: Batch.Kind) async throws {
        try await PoolFixture.with { fixture in
            let statement = BoundStatement(Statement(sql: "SELECT * FROM note WHERE id = 1", parameterTypes: []))
            for columns in 3...6 {
                for _ in 0..<8 {
                    let rows = try await fixture.pool.run(Batch(kind, [statement]), in: PoolFixture.asker, deadline: .now() + .seconds(30))[
                        0]
                    #expect(rows.columnCount == columns)
                }
                try await fixture.admin.query("ALTER TABLE note ADD COLUMN c\(columns) int")
            }
        }
    }

    @Test("prepares again what the server has forgotten")
    func deallocated() async throws {
        try await PoolFixture.with({
            $0.maximumConnections = 1; $0.minimumConnections = 1
        }) { fixture in
            let statement = BoundStatement(Statement(sql: "SELECT body FROM note WHERE id = 1", parameterTypes: []))
            for _ in 0..<3 {
                let rows = try await fixture.pool.run(
                    Batch(.cheapRead, [statement]), in: PoolFixture.asker, deadline: .now() + .seconds(30))
                #expect(rows[0].rowCount == 1)
                _ = try await fixture.run(.mutation, "DEALLOCATE ALL")
            }
        }
    }

    @Test("keeps a bounded number of statements prepared")
    func boundedStatements() async throws {
        try await PoolFixture.with({
            $0.maximumConnections = 1
            $0.minimumConnections = 1
            $0.preparedStatements = 8
        }) { fixture in
            for number in 0..<50 { #expect(try await fixture.text(.cheapRead, "SELECT '\(number)'") == String(number)) }
            let count = try await fixture.text("SELECT count(*)::text FROM pg_prepared_statements")
            #expect(count.flatMap { Int($0) }.map { $0 <= 9 } == true)
        }
    }

    @Test("keeps no more prepared than a bound on the text of all allows, and prepares what is longer alone")
    func boundedText() async throws {
        try await PoolFixture.with({
            $0.maximumConnections = 1
            $0.minimumConnections = 1
            $0.preparedBytes = 10_000
        }) { fixture in
            let filling = String(repeating: " ", count: 1500)
            for number in 0..<30 { #expect(try await fixture.text(.cheapRead, "SELECT \(filling)'\(number)'") == String(number)) }
            let text = "SELECT sum(length(statement))::text FROM pg_prepared_statements"
            let kept = try await fixture.text(text).flatMap { Int($0) } ?? 0
            #expect(kept > 5000 && kept <= 10_000)
            let long = "SELECT \(String(repeating: " ", count: 20_000))'long'"
            for _ in 0..<3 { #expect(try await fixture.text(.cheapRead, long) == "long") }
            let beside = try await fixture.text(text).flatMap { Int($0) } ?? .max
            #expect(beside <= 25_000)
        }
    }

    @Test("works without prepared statements")
    func unprepared() async throws {
        try await PoolFixture.with({ $0.preparedStatements = 0 }) { fixture in
            for number in 0..<20 {
                let text = try await fixture.text(.cheapRead, "SELECT '\(number)'")
                #expect(text == String(number))
            }
            let rows = try await fixture.text("SELECT count(*)::text FROM pg_prepared_statements")
            #expect(rows == "0")
        }
    }

    @Test("refuses a result that takes too much memory, and goes on")
    func largeResult() async throws {
        try await PoolFixture.with({ $0.resultLimit = 1 << 20 }) { fixture in
            #expect(
                await code { _ = try await fixture.run(.listRead, "SELECT repeat('x', 1000) FROM generate_series(1, 300000)") }
                    == .resultTooLarge)
            let late = try await fixture.run(.listRead, "SELECT repeat('x', 1000) FROM generate_series(1, 500)").rowCount
            #expect(late == 500)
        }
    }

    @Test("finishes what waits and runs before it closes")
    func gracefulClose() async throws {
        try await PoolFixture.with { fixture in
            async let slow = fixture.text("SELECT pg_sleep(0.3)::text || 'done'")
            while try await fixture.status().counts.requests == 0 { try await Task.sleep(for: .milliseconds(5)) }
            try await fixture.pool.close().get()
            #expect(try await slow == "done")
            #expect(await code { _ = try await fixture.text("SELECT 'late'") } == .unavailable)
        }
    }
}
