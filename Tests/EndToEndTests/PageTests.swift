import Access
import GraphModel
import JSON
import Postgres
import TestDatabase
import Testing

@Suite("A page", .serialized)
struct PageTests {
    /// Sixty items of seven shops, some of no shop, some shops without a name.
    private static let gateway = Task {
        let database = try await TestCluster.shared().makeDatabase()
        let superuser = try await AdminConnection.connect(database)
        try await superuser.execute(
            script: """
                CREATE TABLE city (no int PRIMARY KEY, name text);
                CREATE TABLE shop (no int PRIMARY KEY, name text, city_key int REFERENCES city);
                CREATE TABLE item (no int PRIMARY KEY, shop_key int REFERENCES shop, price int, "order 1" int);
                INSERT INTO city VALUES (1, 'A'), (2, NULL), (3, 'B');
                INSERT INTO shop SELECT n, nullif('s' || n % 3, 's0'), nullif(n % 4, 0) FROM generate_series(1, 7) n;
                INSERT INTO item SELECT n, nullif(n % 8, 0), nullif(n % 5, 0) FROM generate_series(1, 60) n;
                """)
        await superuser.close()
        return try await TestGateway(database, user: "postgres", options: GraphOptions(tenancy: .none, exposeAll: true))
    }

    private static let orders: [String] = [
        "[{shop: {name: ASC}}]", "[{shop: {name: DESC}}, {price: ASC_NULLS_FIRST}]",
        "[{shop: {city: {name: DESC_NULLS_LAST}}}, {no: DESC}]",
        "[{price: ASC}, {shop: {no: DESC}}, {shop: {city: {no: ASC}}}]", "[{shop: {name: ASC_NULLS_FIRST}}, {shop: {name: DESC}}]",
    ]

    @Test("walked forwards and backwards in any order gives each row once", arguments: orders, [1, 7, 59, 60])
    func walks(order: String, size: Int) async throws {
        let all = try await page("first: 1000", order).numbers
        #expect(Set(all).count == 60)
        var forwards: [String] = []
        var cursor = JSONValue.null
        while true {
            let page = try await page("first: \(size), after: $cursor", order, cursor)
            forwards += page.numbers
            #expect(page.hasNext == (forwards.count < 60) && page.hasPrevious == (forwards.count > page.numbers.count))
            guard page.hasNext else { break }
            cursor = page.end
        }
        #expect(forwards == all)
        var backwards: [String] = []
        cursor = .null
        while true {
            let page = try await page("last: \(size), before: $cursor", order, cursor)
            backwards = page.numbers + backwards
            #expect(page.hasPrevious == (backwards.count < 60) && page.hasNext == (backwards.count > page.numbers.count))
            guard page.hasPrevious else { break }
            cursor = page.start
        }
        #expect(backwards == all)
    }

    @Test("knows what is around it, also when the rows at its cursors are gone")
    func surroundings() async throws {
        let gateway = try await Self.gateway.value
        let order = "[{price: DESC}]"
        let all = try await page("first: 1000", order)
        let ends = try await page("first: 5", order)
        let window = try await page("first: 3, after: $cursor, before: $other", order, ends.start, ends.end)
        #expect(window.numbers == Array(all.numbers[1...3]) && window.hasPrevious && window.hasNext)
        let empty = try await page("first: 3, after: $cursor, before: $other", order, ends.end, ends.start)
        #expect(empty.numbers.isEmpty && empty.hasPrevious && empty.hasNext)
        try await gateway.superuser.query("DELETE FROM item WHERE no = $1", [all.numbers[0]])
        let after = try await page("first: 3, after: $cursor", order, ends.start)
        #expect(after.numbers == Array(all.numbers[1...3]) && !after.hasPrevious && after.hasNext)
        try await gateway.superuser.query("INSERT INTO item VALUES ($1, NULL, NULL)", [all.numbers[0]])
        #expect(try await page("first: 3, after: $cursor", order, ends.start).hasPrevious)
    }

    @Test("below a row knows the same")
    func nested() async throws {
        let gateway = try await Self.gateway.value
        let info = "pageInfo { hasNextPage hasPreviousPage endCursor } nodes { no }"
        let query = """
            query ($after: String) { shops(first: 3) { nodes { no items(first: 2, after: $after, orderBy: [{shop: {name: ASC}}, {no: ASC}]) { \(info) } } }
              shopByNo(no: 1) { items(first: 2, after: $after, orderBy: [{shop: {name: ASC}}, {no: ASC}]) { \(info) } } }
            """
        let first = try await gateway.answer(query, as: .visitor(of: 0))
        #expect(first.errors.isEmpty, "\(first.errors.map(\.canonical))")
        #expect(first.value(at: "shops.nodes.0.items.pageInfo.hasPreviousPage") == .bool(false))
        let cursor = try #require(first.value(at: "shops.nodes.0.items.pageInfo.endCursor"))
        let next = try await gateway.answer(query, [JSONMember("after", cursor)], as: .visitor(of: 0))
        #expect(next.value(at: "shops.nodes.0.items.pageInfo.hasPreviousPage") == .bool(true))
        #expect(next.value(at: "shops.nodes.0.items.nodes")?.canonical == #"[{"no":17},{"no":25}]"#)
        #expect(first.value(at: "shopByNo.items.nodes")?.canonical == #"[{"no":1},{"no":9}]"#)
    }

    @Test("whose answer would be longer than any may be is refused, however few rows it reads")
    func tooLong() async throws {
        let gateway = try await Self.gateway.value
        let alias = String(repeating: "a", count: 300_000)
        for query in ["{ items(first: 60) { nodes { \(alias): no } } }", "{ __schema { types { fields { \(alias): name } } } }"] {
            let answer = try await gateway.answer(query, as: .visitor(of: 0))
            #expect(answer.code == "TOO_COMPLEX")
            #expect(answer.errors.count == 1)
        }
        #expect(try await gateway.answer("{ items(first: 20) { nodes { \(alias): no } } }", as: .visitor(of: 0)).errors.isEmpty)
    }

    @Test("gives a row the same cursor under every name, and each row its own")
    func cursorsByManyNames() async throws {
        let gateway = try await Self.gateway.value
        let answer = try await gateway.answer(
            "{ items(first: 9) { edges { a: cursor node { shop { items(first: 2) { edges { a: cursor b: cursor } } } } b: cursor } } }",
            as: .visitor(of: 0))
        let edges = try #require(answer.value(at: "items.edges")).items
        let inner = edges.flatMap { $0["node"]?["shop"]?["items"]?["edges"]?.items ?? [] }
        for edge in edges + inner { #expect(edge["a"] == edge["b"]) }
        #expect(Set(edges.compactMap { $0["a"]?.canonical }).count == 9)
    }

    private struct Page {
        let numbers: [String]
        let hasNext: Bool
        let hasPrevious: Bool
        let start: JSONValue
        let end: JSONValue
    }

    private func page(
        _ arguments: String, _ order: String, _ cursor: JSONValue = .null, _ other: JSONValue = .null
    ) async throws -> Page {
        let info = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
        let given =
            arguments.contains("$other") ? "($cursor: String, $other: String)" : arguments.contains("$cursor") ? "($cursor: String)" : ""
        let answer = try await Self.gateway.value.answer(
            "query \(given) { items(\(arguments), orderBy: \(order)) { nodes { no } \(info) } }",
            [JSONMember("cursor", cursor), JSONMember("other", other)], as: .visitor(of: 0))
        #expect(answer.errors.isEmpty, "\(answer.errors.map(\.canonical))")
        let page = try #require(answer.value(at: "items"))
        return Page(
            numbers: page["nodes"]?.items.compactMap { $0["no"]?.canonical } ?? [],
            hasNext: page["pageInfo"]?["hasNextPage"] == .bool(true),
            hasPrevious: page["pageInfo"]?["hasPreviousPage"] == .bool(true), start: page["pageInfo"]?["startCursor"] ?? .null,
            end: page["pageInfo"]?["endCursor"] ?? .null)
    }
}
