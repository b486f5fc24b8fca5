import NIOCore
import Postgres
import Testing

@Suite("Statements whose planning is not left to the server") struct StatementPlanningTests {
    private static let sql =
        "SELECT concat_ws(' ', current_setting('plan_cache_mode'), current_setting('enable_hashjoin'), current_setting('enable_mergejoin'), current_setting('enable_sort'))"
    private static let once = Statement(sql: sql, parameterTypes: [], planning: .once)
    private static let nested = Statement(sql: sql, parameterTypes: [], planning: .nestedLoops)
    private static let free = Statement(sql: sql, parameterTypes: [])

    private static func oneConnection(_ settings: inout PoolSettings) {
        (settings.minimumConnections, settings.maximumConnections) = (1, 1)
    }

    /// The first cell of each statement's result.
    private func cells(_ kind: Batch.Kind, _ statements: [BoundStatement], on fixture: PoolFixture) async throws -> [String?] {
        try await fixture.pool.run(Batch(kind, statements), in: PoolFixture.asker, deadline: .now() + .seconds(20))
            .map { $0.text(row: 0, column: 0) }
    }

    private func modes(_ kind: Batch.Kind, _ statements: Statement..., on fixture: PoolFixture) async throws -> [String?] {
        try await cells(kind, statements.map { BoundStatement($0) }, on: fixture)
    }

    @Test("are told so for as long as their transaction lasts, and only where all of it are")
    func told() async throws {
        try await PoolFixture.with(Self.oneConnection) { fixture in
            var seen = try await modes(.listRead, Self.once, Self.once, on: fixture)
            #expect(seen == ["force_generic_plan off off off", "force_generic_plan off off off"])
            seen = try await modes(.listRead, Self.free, on: fixture)
            #expect(seen == ["auto on on on"])
            seen = try await modes(.listRead, Self.nested, on: fixture)
            #expect(seen == ["auto off off on"])
            seen = try await modes(.listRead, Self.once, Self.nested, on: fixture)
            #expect(seen == ["auto off off on", "auto off off on"])
            seen = try await modes(.listRead, Self.nested, Self.free, Self.once, on: fixture)
            #expect(seen == ["auto on on on", "auto on on on", "auto on on on"])
            seen = try await modes(.cheapRead, Self.once, on: fixture)
            #expect(seen == ["auto on on on"])
            seen = try await modes(.mutation, Self.once, on: fixture)
            #expect(seen == ["auto on on on"])
        }
    }

    @Test("are told no more than the settings allow", arguments: StatementPlanning.allCases)
    func bounded(planning: StatementPlanning) async throws {
        try await PoolFixture.with({ $0.planning = planning }) { fixture in
            let seen = try await modes(.listRead, Self.once, on: fixture)
            #expect(seen == [["auto on on on", "auto off off on", "force_generic_plan off off off"][planning.rawValue]])
        }
    }

    @Test("have no plan for all values where nothing is prepared: one is made for each execution anyway")
    func unprepared() async throws {
        try await PoolFixture.with({ $0.preparedStatements = 0 }) { fixture in
            let seen = try await modes(.listRead, Self.once, on: fixture)
            #expect(seen == ["auto off off on"])
        }
    }

    @Test("have one plan from their first execution on, where the server would try what others cost", arguments: StatementPlanning.allCases)
    func onePlan(planning: StatementPlanning) async throws {
        try await PoolFixture.with(Self.oneConnection) { fixture in
            let met = Statement(
                sql: "SELECT body /* met */ FROM note WHERE id = $1", parameterTypes: [20], planning: planning)
            let plans = Statement(
                sql: """
                    SELECT generic_plans || ' generic, ' || custom_plans || ' custom' FROM pg_prepared_statements
                    WHERE statement LIKE 'SELECT body /* met */%'
                    """, parameterTypes: [])
            for id: Int64 in 1...3 {
                let key = withUnsafeBytes(of: id.bigEndian) { [UInt8]($0) }
                let found = try await cells(.listRead, [BoundStatement(met, [key])], on: fixture)
                #expect(found == ["note \(id) of 1"])
            }
            let seen = try await modes(.listRead, plans, on: fixture)
            #expect(seen == [planning == .once ? "3 generic, 0 custom" : "0 generic, 3 custom"])
        }
    }

    @Test("read no more of the largest tenant than of the smallest, where the plan for a tenant of the mean size would")
    func skew() async throws {
        try await PoolFixture.with(Self.oneConnection) { fixture in
            try await fixture.admin.execute(
                script: """
                    CREATE TABLE shop (tenant_id bigint, id bigint, name text, PRIMARY KEY (tenant_id, id));
                    CREATE TABLE pick (tenant_id bigint, id bigint, shop_id bigint, PRIMARY KEY (tenant_id, id));
                    INSERT INTO shop SELECT t, n, 'shop ' || n FROM generate_series(1, 400) t, generate_series(1, CASE t WHEN 1 THEN 2000 ELSE 5 END) n;
                    INSERT INTO pick SELECT t, n, n FROM generate_series(1, 400) t, generate_series(1, 5) n;
                    GRANT SELECT ON shop, pick TO gateway;
                    ANALYZE shop;
                    ANALYZE pick;
                    """)
            let list = """
                SELECT shop.name FROM (SELECT * FROM pick WHERE tenant_id = $1 ORDER BY id LIMIT 20) p
                LEFT JOIN shop ON shop.tenant_id = $1 AND shop.id = p.shop_id ORDER BY p.id
                """
            // Counted since the session told of it last.
            let read = "SELECT (seq_tup_read + idx_tup_fetch)::text FROM pg_stat_xact_user_tables WHERE relname = 'shop'"
            func count(_ cell: String?) -> Int { cell.flatMap { Int($0) } ?? 0 }
            let planned = Statement(sql: list, parameterTypes: [20], planning: .once)
            let counted = Statement(sql: read, parameterTypes: [], planning: .once)
            // In a batch with what is planned freely it is another statement to the server, with a plan of its own.
            let free = Statement(sql: "SELECT 1", parameterTypes: [])
            let minnow = withUnsafeBytes(of: Int64(400).bigEndian) { [UInt8]($0) }
            for _ in 0..<8 { _ = try await cells(.listRead, [BoundStatement(planned, [minnow]), BoundStatement(free)], on: fixture) }
            for tenant: Int64 in [400, 1] {
                let key = withUnsafeBytes(of: tenant.bigEndian) { [UInt8]($0) }
                let cells = try await cells(
                    .listRead, [BoundStatement(counted), BoundStatement(planned, [key]), BoundStatement(counted)], on: fixture)
                #expect(cells[1] == "shop 1" && count(cells[2]) - count(cells[0]) == 5)
            }
            // What it is spared.
            try await fixture.admin.query("SET plan_cache_mode = force_generic_plan")
            try await fixture.admin.query("BEGIN")
            try await fixture.admin.query("PREPARE list (bigint) AS \(list)")
            let before = try await fixture.admin.query(read).text(row: 0, column: 0)
            try await fixture.admin.query("EXECUTE list (1)")
            let after = try await fixture.admin.query(read).text(row: 0, column: 0)
            try await fixture.admin.query("ROLLBACK")
            #expect(count(after) - count(before) == 2000)
        }
    }
}
