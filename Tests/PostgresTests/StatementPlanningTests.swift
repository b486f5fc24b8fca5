import NIOCore
import Postgres
import Testing

@Suite("Statements whose planning is not left to the server") struct StatementPlanningTests {
    private static let sql =
        "SELECT concat_ws(' ', current_setting('plan_cache_mode'), current_setting('enable_hashjoin'), current_setting('enable_mergejoin'))"
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
            #expect(seen == ["force_generic_plan off off", "force_generic_plan off off"])
            seen = try await modes(.listRead, Self.free, on: fixture)
            #expect(seen == ["auto on on"])
            seen = try await modes(.listRead, Self.nested, on: fixture)
            #expect(seen == ["auto off off"])
            seen = try await modes(.listRead, Self.once, Self.nested, on: fixture)
            #expect(seen == ["auto off off", "auto off off"])
            seen = try await modes(.listRead, Self.nested, Self.free, Self.once, on: fixture)
            #expect(seen == ["auto on on", "auto on on", "auto on on"])
            seen = try await modes(.cheapRead, Self.once, on: fixture)
            #expect(seen == ["auto on on"])
            seen = try await modes(.mutation, Self.once, on: fixture)
            #expect(seen == ["auto on on"])
        }
    }

    @Test("have no plan for all values where nothing is prepared: one is made for each execution anyway")
    func unprepared() async throws {
        try await PoolFixture.with({ $0.preparedStatements = 0 }) { fixture in
            let seen = try await modes(.listRead, Self.once, on: fixture)
            #expect(seen == ["auto off off"])
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
}
