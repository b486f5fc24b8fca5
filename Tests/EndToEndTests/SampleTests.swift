import Access
import Foundation
import GraphModel
import JSON
import NIOCore
import Postgres
import TestDatabase
import Testing

/// Databases that others made, served as they are: `--tenancy none --expose-all`.
@Suite("Any existing database", .enabled(if: Places.data != nil, "the sample databases are not here"))
struct SampleTests {
    private static let chinookSnake = Task { try await gateway("chinook_snake") }
    private static let chinookMixed = Task {
        let gateway = try await SampleTests.gateway("chinook_mixedcase")
        try await gateway.superuser.execute(script: otherSpelling)
        return gateway
    }
    private static let northwind = Task { try await gateway("northwind") }
    private static let visitor = Principal.visitor(of: 0)

    /// Lets the superuser's session alone say `invoice_line` for `"InvoiceLine"`: one statement then serves both spellings.
    private static let otherSpelling = """
        CREATE FUNCTION pg_temp.snake(name text) RETURNS text LANGUAGE sql RETURN lower(regexp_replace(name, '([a-z])([A-Z])', '\\1_\\2', 'g'));
        DO $$
        DECLARE
          t record;
        BEGIN
          FOR t IN
            SELECT r.relname AS name, string_agg(format('%I AS %I', a.attname, pg_temp.snake(a.attname)), ', ' ORDER BY a.attnum) AS columns
            FROM pg_class r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0
            WHERE r.relnamespace = 'public'::regnamespace AND r.relkind = 'r' GROUP BY 1
          LOOP
            EXECUTE format('CREATE TEMP VIEW %I AS SELECT %s FROM public.%I', pg_temp.snake(t.name), t.columns, t.name);
          END LOOP;
        END $$;
        """

    private static func gateway(_ name: String) async throws -> TestGateway {
        let folder = try #require(Places.data).appending(path: "sampledb")
        let database = try await TestCluster.shared().makeDatabase()
        try Psql.load(packed: folder.appending(path: "\(name).sql.gz"), into: database)
        return try await TestGateway(database, user: "postgres", options: GraphOptions(tenancy: .none, exposeAll: true))
    }

    @Test("Chinook answers what SQL says, in either spelling", arguments: SampleQuery.chinook)
    func chinook(sample: SampleQuery) async throws {
        for gateway in [try await Self.chinookSnake.value, try await Self.chinookMixed.value] {
            let answer = try await gateway.answer(sample.query, as: Self.visitor)
            #expect(answer.errors.isEmpty, "\(answer.errors.map(\.canonical))")
            #expect(answer.data?.sorted.canonical == (try await gateway.json(sample.sql).sorted.canonical))
        }
    }

    @Test("Northwind answers what SQL says", arguments: SampleQuery.northwind)
    func northwind(sample: SampleQuery) async throws {
        let gateway = try await Self.northwind.value
        let answer = try await gateway.answer(sample.query, as: Self.visitor)
        #expect(answer.errors.isEmpty, "\(answer.errors.map(\.canonical))")
        #expect(answer.data?.sorted.canonical == (try await gateway.json(sample.sql).sorted.canonical))
    }

    @Test("Each field of each table can be asked for, and ids lead back to their rows", arguments: ["snake", "mixed", "northwind"])
    func everything(name: String) async throws {
        let gateway =
            switch name {
            case "snake": try await Self.chinookSnake.value
            case "mixed": try await Self.chinookMixed.value
            default: try await Self.northwind.value
            }
        let queries = SchemaWalk(schema: try gateway.schema(for: Self.visitor), rows: 50, rowsBelow: 3).queries()
        #expect(queries.count >= 11)
        for (field, query) in queries {
            let answer = try await gateway.answer(query, as: Self.visitor)
            #expect(answer.errors.isEmpty, "\(field): \(answer.errors.map(\.canonical))")
            let ids = (answer.value(at: "\(field).edges")?.items ?? []).compactMap { $0["node"]?["id"] }
            let back = try await gateway.answer(
                "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", [JSONMember("ids", .array(ids))], as: Self.visitor)
            #expect(back.value(at: "nodes")?.items.map { $0["id"] } == ids, "\(field)")
        }
    }

    @Test("Pages walked by cursor give each row once, in order, forwards and backwards")
    func pages() async throws {
        let gateway = try await Self.chinookSnake.value
        for order in [
            "[{trackId: ASC}]", "[{composer: ASC}]", "[{composer: DESC_NULLS_LAST}, {milliseconds: ASC}]",
            "[{unitPrice: DESC}, {genreId: ASC}]",
        ] {
            let expected = try await ids("tracks(first: 1000, orderBy: \(order))", gateway)
            #expect(try await walk(order, forwards: true, gateway) == expected, "\(order) forwards")
            #expect(try await walk(order, forwards: false, gateway).count == 200, "\(order) backwards")
        }
    }

    private func ids(_ field: String, _ gateway: TestGateway) async throws -> [String] {
        let answer = try await gateway.answer("{ \(field) { nodes { trackId } } }", as: Self.visitor)
        return (answer.value(at: "tracks.nodes")?.items ?? []).compactMap { $0["trackId"]?.canonical }
    }

    /// Walks a thousand rows in pages of 125 from either end; backwards only 200 rows, which must be the last ones.
    private func walk(_ order: String, forwards: Bool, _ gateway: TestGateway) async throws -> [String] {
        let (size, goal) = forwards ? (125, 1000) : (40, 200)
        let arguments = forwards ? "first: \(size), after: $cursor" : "last: \(size), before: $cursor"
        let query =
            "query ($cursor: String) { tracks(\(arguments), orderBy: \(order)) { nodes { trackId } pageInfo { startCursor endCursor } } }"
        var seen: [String] = []
        var cursor = JSONValue.null
        while seen.count < goal {
            let answer = try await gateway.answer(query, [JSONMember("cursor", cursor)], as: Self.visitor)
            let page = (answer.value(at: "tracks.nodes")?.items ?? []).compactMap { $0["trackId"]?.canonical }
            guard page.count == size, let next = answer.value(at: "tracks.pageInfo.\(forwards ? "endCursor" : "startCursor")") else {
                break
            }
            seen = forwards ? seen + page : page + seen
            cursor = next
        }
        #expect(Set(seen).count == seen.count)
        return seen
    }

    @Test("The program serves one with two options, and visitors need no token")
    func served() async throws {
        let database = try await Self.northwind.value.database.setting("user", to: "postgres")
        let souk = try await RunningSouk.start(on: database, as: "postgres", options: ["--tenancy", "none", "--expose-all"])
        let reply = try await souk.ask("{ regions { nodes { regionDescription } } }", token: nil)
        #expect(reply.status == 200)
        #expect(reply.answer?.value(at: "regions.nodes")?.items.count == 4, "\(reply.text)")
        let sdl = try await souk.get("/schema.graphql")
        #expect(sdl.status == 200 && sdl.text.contains("type Shipper implements Node"))
    }
}
