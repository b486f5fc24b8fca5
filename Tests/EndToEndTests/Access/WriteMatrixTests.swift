import Access
import Catalog
import Foundation
import GraphModel
import GraphQLSchema
import JSON
import Postgres
import TestDatabase
import Testing

/// Every cell of the matrix that writes, on a database of its own: by mutation, and by verb and column straight in SQL.
@Suite("The authorization matrix, writing", .serialized)
struct WriteMatrixTests {
    private struct Ground: Sendable {
        let gateway: TestGateway
        let souk: RunningSouk
        let graph: Graph
        let viewers: [(name: String, principal: Principal)]
        let rules: [WriteRule]
    }

    private static let ground = Task {
        let gateway = try await TestGateway(MarketDatabase.demo(in: .shared()))
        let souk = try await RunningSouk.start(on: gateway.database, options: try SignedViewer.options())
        guard let graph = gateway.store.current else { throw TestGateway.NotReady(reason: "no graph") }
        return Ground(
            gateway: gateway, souk: souk, graph: graph,
            viewers: WallGround.viewers(of: try await gateway.tenant("bazaar"), in: graph),
            rules: try await WriteRule.all(through: gateway.superuser))
    }

    /// As `MatrixTests`: a JWT cannot say that it is limited to some rows.
    @Test(
        "A mutation is carried out, or refused by its own rule, for who has it; for others there is none",
        arguments: [0, 1, 2, 3, 4, 5, 6, 8, 9])
    func mutations(index: Int) async throws {
        let ground = try await Self.ground.value
        let (name, viewer) = ground.viewers[index]
        let schema = try ground.gateway.schema(for: viewer)
        let own = schema.type(named: "Mutation")?.fields
        let whole = try #require(ground.graph.schema.type(named: "Mutation")?.fields.map(Array.init))
        for mutation in whole {
            let isOwn = own?[mutation.name] != nil
            // Which are whose is in the recorded matrix; here the guard says it.
            let expected = ground.graph.guardOfField(mutation.name, on: "Mutation")?.admits(
                role: viewer.role, scopes: viewer.scopes.map(Set.init))
            #expect(isOwn == (expected ?? true), "\(name): \(mutation.name)")
            let input = try #require(mutation.arguments["input"]).type
            let body = JSONValue.object([
                JSONMember(
                    "query",
                    .string("mutation ($i: \(isOwn ? "\(input)" : "String")) { \(mutation.name)(input: $i) { clientMutationId } }")),
                JSONMember("variables", .object([JSONMember("i", isOwn ? Self.something(of: input, "i", in: schema) : .string(""))])),
            ])
            let path = viewer.role == .anonymous ? "/t/bazaar/graphql" : "/graphql"
            let answer = try #require(
                try await ground.souk.post(
                    body.text, to: path, token: viewer.role == .anonymous ? nil : SignedViewer.token(of: viewer)
                ).answer)
            if isOwn {
                #expect(
                    answer.errors.isEmpty || Self.ownCodes.contains(answer.code ?? ""),
                    "\(name): \(mutation.name): \(answer.text.prefix(300))")
            } else {
                #expect(answer.code == "VALIDATION" && answer.data == nil, "\(name): \(mutation.name): \(answer.text.prefix(300))")
            }
        }
        #expect(whole.count > 40)
    }

    /// With which a mutation's own function refuses.
    private static let ownCodes: Set = [
        "BAD_VARIABLE", "FORBIDDEN", "NOT_FOUND", "CONFLICT", "PRECONDITION", "INVALID_STATE", "CONSTRAINT",
    ]

    /// A value of the type that leads nowhere: ids of nothing, numbers and texts that say nothing.
    private static func something(of type: TypeReference, _ name: String, in schema: Schema) -> JSONValue {
        if case .list = type.nullable { return .array([]) }
        switch schema.type(named: type.innermost) {
        case .enum(let values): return values.values.first.map { .string($0.name) } ?? .null
        case .inputObject(let input):
            return .object(
                input.fields.filter(\.isRequired).map { JSONMember($0.name, something(of: $0.type, $0.name, in: schema)) })
        default: break
        }
        switch type.innermost {
        case "ID":
            let word = name.hasSuffix("Id") ? String(name.dropLast(2)) : name
            return .string(TestGateway.globalID(word.prefix(1).uppercased() + word.dropFirst(), 999_999_999_999))
        case "Int", "Float": return .number("0")
        case "Boolean": return .bool(false)
        case "DateTime": return .string("2020-01-01T00:00:00Z")
        default: return .string(type.innermost == "BigInt" ? "0" : "")
        }
    }

    @Test("Straight in SQL nothing is written but what a rule opens, column by column and row by row", arguments: 0..<10)
    func verbs(index: Int) async throws {
        let ground = try await Self.ground.value
        let (name, viewer) = ground.viewers[index]
        let connection = try await AdminConnection.connect(ground.gateway.database.setting("user", to: "souk_gateway"))
        try await connection.query("BEGIN")
        let context = viewer.sessionContext
        for (name, value) in [
            ("tenant", context.tenant), ("role", context.role), ("subject", context.subject), ("merchant", context.merchant),
            ("scopes", context.scopes), ("only", context.only),
        ] {
            try await connection.query("SELECT set_config($1, $2, true)", ["souk.\(name)", value])
        }
        try await connection.execute(script: Self.tryAll)
        let text = try await connection.query("SELECT current_setting('test.told')").text(row: 0, column: 0)
        let told = try JSONParser.parse(Array((text ?? "").utf8), limits: .init(depth: 8, size: 4 << 20)).items
        #expect(told.count > 500)
        for cell in told {
            let (table, verb, column) = (cell["table"]?.string ?? "", cell["verb"]?.string ?? "", cell["column"]?.string)
            let rule = ground.rules.first {
                $0.table == table && $0.verb == verb && ($0.columns == nil || column == nil || $0.columns?.contains(column ?? "") == true)
            }
            let expected: String
            switch (rule, verb) {
            case (nil, _): expected = "denied"
            // A row of nulls is nobody's.
            case (_?, "insert"): expected = "no rule"
            case (let rule?, _):
                expected =
                    try await connection.query(
                        "SELECT count(*) FROM market.\"\(table)\" t WHERE \(rule.condition(for: viewer, limitedBy: Self.limits(table, viewer, ground.graph)))"
                    ).text(row: 0, column: 0) ?? ""
            }
            #expect(cell["told"]?.string == expected, "\(name): \(verb) of \(table).\(column ?? "")")
        }
        // Rows that are there, entered once more: whose they are is looked at before whether they are there already.
        for rule in ground.rules where rule.verb == "insert" {
            let columns = (rule.columns ?? []).map { "\"\($0)\"" }.joined(separator: ", ")
            let mine = rule.condition(for: viewer, limitedBy: Self.limits(rule.table, viewer, ground.graph))
            for (whose, isMine) in [(mine, true), ("NOT coalesce(\(mine), false)", false)] {
                let rows = "market.\"\(rule.table)\" t WHERE \(whose)"
                let there = try await connection.query("SELECT count(*) FROM (SELECT FROM \(rows) LIMIT 1) x").text(row: 0, column: 0)
                guard there == "1" else { continue }
                try await connection.query("SAVEPOINT one")
                var state: String?
                do {
                    try await connection.query("INSERT INTO market.\"\(rule.table)\" (\(columns)) SELECT \(columns) FROM \(rows) LIMIT 1")
                } catch {
                    state = error.sqlState
                }
                try await connection.query("ROLLBACK TO one")
                #expect(state == (isMine ? "23505" : "42501"), "\(name): \(rule.table) \(isMine)")
            }
        }
        try await connection.query("ROLLBACK")
        await connection.close()
    }

    /// What a token that is limited to some rows has of a table.
    private static func limits(_ table: String, _ viewer: Principal, _ graph: Graph) -> [String] {
        guard let known = graph.tables.first(where: { $0.name.name == table }) else { return [] }
        return known.rowLimits.compactMap { limit in
            viewer.limits.ids[limit.kind].map { ids in
                "t.\(known.columns[limit.column].name.name) IN (\((ids.map(String.init) + ["-1"]).joined(separator: ", ")))"
            }
        }
    }

    /// Every verb on every table and column; what each told is kept in a setting, and all of it undone.
    private static let tryAll = """
        DO $$
        DECLARE
          c record;
          n bigint;
          told text;
          cells jsonb[] := '{}';
        BEGIN
          FOR c IN
            SELECT r.relname AS name, v.verb, a.attname AS attribute FROM pg_class r
            CROSS JOIN (VALUES ('insert'), ('update'), ('delete'), ('truncate')) AS v (verb)
            LEFT JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped AND v.verb IN ('insert', 'update')
            WHERE r.relnamespace = 'market'::regnamespace AND r.relkind IN ('r', 'p')
          LOOP
            BEGIN
              EXECUTE format(CASE c.verb WHEN 'insert' THEN 'INSERT INTO market.%1$I (%2$I) VALUES (NULL)'
                WHEN 'update' THEN 'UPDATE market.%1$I SET %2$I = %2$I' WHEN 'delete' THEN 'DELETE FROM market.%1$I WHERE tenant_id IS NOT NULL'
                ELSE 'TRUNCATE market.%1$I' END, c.name, c.attribute);
              GET DIAGNOSTICS n = ROW_COUNT;
              RAISE EXCEPTION USING ERRCODE = 'TE000', MESSAGE = n::text;
            EXCEPTION WHEN OTHERS THEN
              told := CASE WHEN SQLSTATE = 'TE000' THEN SQLERRM WHEN SQLERRM LIKE 'permission denied for %' THEN 'denied'
                WHEN SQLERRM LIKE '%row-level security%' THEN 'no rule' ELSE SQLSTATE || ' ' || SQLERRM END;
            END;
            cells := cells || jsonb_build_object('table', c.name, 'verb', c.verb, 'column', c.attribute, 'told', told);
          END LOOP;
          PERFORM set_config('test.told', to_jsonb(cells)::text, true);
        END $$;
        """
}
