import Access
import GraphModel
import JSON
import Postgres
import TestDatabase
import Testing

/// Counts, sums and groups, on tables made for it.
@Suite("What many rows come to")
struct AggregateTests {
    private static let sql = """
        CREATE TABLE item (id bigint PRIMARY KEY, kind text NOT NULL, price bigint NOT NULL);
        INSERT INTO item SELECT n, CASE WHEN n % 3 = 0 THEN 'third' ELSE 'other' END, n FROM generate_series(1, 100100) AS n;
        CREATE DOMAIN cents AS bigint CHECK (VALUE >= 0);
        CREATE TABLE measure (id int PRIMARY KEY, small smallint, whole int, large bigint, exact numeric, single real, double float8,
          day date, made timestamptz, lasts interval, at time, price cents, name text, flag boolean, token uuid, figure0 text, figure1 int);
        INSERT INTO measure VALUES
          (1, 1, 2000000000, 9000000000000000000, 1.50, 0.5, 0.25, '2020-01-01', '2020-01-01Z', '1 day', '10:00', 7, 'a', true, NULL, 'x', 1),
          (2, 2, 2000000000, 9000000000000000000, 2.25, 1.5, 0.75, '2021-01-01', '2021-01-01Z', '2 days', '09:00', 8, 'b', true, NULL, 'x', 2),
          (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
        ANALYZE;
        """

    private static let gateway = Task {
        let database = try await TestCluster.shared().makeDatabase()
        let superuser = try await AdminConnection.connect(database)
        try await superuser.execute(script: sql)
        await superuser.close()
        return try await TestGateway(database, user: "postgres", options: GraphOptions(tenancy: .none, exposeAll: true))
    }

    private func data(_ query: String, _ variables: [JSONMember] = []) async throws -> String? {
        let answer = try await Self.gateway.value.answer(query, variables, as: .visitor(of: 0))
        #expect(answer.errors.isEmpty, "\(answer.errors.map(\.canonical))")
        return answer.data?.canonical
    }

    @Test(
        "Rows are counted exactly up to the bound, which is told beyond it",
        arguments: [(9_999, 9_999, false), (10_000, 10_000, false), (10_001, 10_000, true), (200_000, 10_000, true)])
    func totals(id: Int, count: Int, isCapped: Bool) async throws {
        let query = "{ items(first: 1, filter: {databaseId: {lte: \"\(id)\"}}) { totalCount isCapped nodes { databaseId } } }"
        let found = try await data(query)
        #expect(found == #"{"items":{"totalCount":\#(count),"isCapped":\#(isCapped),"nodes":[{"databaseId":"1"}]}}"#)
    }

    @Test("A connection without rows is counted all the same")
    func nothing() async throws {
        let query = """
            { items(filter: {databaseId: {lt: "0"}}) { totalCount isCapped nodes { databaseId } pageInfo { hasNextPage startCursor }
              aggregate { count isCapped sum { price } min { price } } groupedAggregates(groupBy: [KIND]) { count } } }
            """
        #expect(
            try await data(query)
                == #"{"items":{"totalCount":0,"isCapped":false,"nodes":[],"pageInfo":{"hasNextPage":false,"startCursor":null},"#
                + #""aggregate":{"count":0,"isCapped":false,"sum":{"price":null},"min":{"price":null}},"groupedAggregates":[]}}"#)
    }

    @Test("An aggregate of more rows than are read says so, and says nothing that would be wrong; bounds it reads from the order")
    func bounds() async throws {
        let query = "{ items { aggregate { count isCapped sum { price } avg { price } min { price } max { price } } } }"
        #expect(
            try await data(query)
                == #"{"items":{"aggregate":{"count":100000,"isCapped":true,"sum":{"price":null},"avg":{"price":null},"#
                + #""min":{"price":"1"},"max":{"price":"100100"}}}}"#)
        let groups = try await Self.gateway.value.answer(
            "{ items { groupedAggregates(groupBy: [KIND]) { keys { kind } count isCapped sum { price } } } }", as: .visitor(of: 0))
        for position in 0...1 {
            #expect(groups.value(at: "items.groupedAggregates.\(position).isCapped") == .bool(true))
            #expect(groups.value(at: "items.groupedAggregates.\(position).sum.price") == .null)
        }
    }

    @Test("As many rows as are read are told exactly, the largest group first, as many groups as asked for")
    func groups() async throws {
        let query = """
            query ($first: Int) { items(first: 0, filter: {databaseId: {lte: "100000"}}) {
              aggregate { count isCapped sum { price } avg { price } min { price } max { price } }
              groupedAggregates(groupBy: [KIND, KIND], first: $first) { keys { kind price } count isCapped sum { price } max { price } } } }
            """
        let both = try await data(query)
        #expect(
            both
                == #"{"items":{"aggregate":{"count":100000,"isCapped":false,"sum":{"price":"5000050000"},"avg":{"price":50000.5},"#
                + #""min":{"price":"1"},"max":{"price":"100000"}},"groupedAggregates":["#
                + #"{"keys":{"kind":"other","price":null},"count":66667,"isCapped":false,"sum":{"price":"3333366667"},"max":{"price":"100000"}},"#
                + #"{"keys":{"kind":"third","price":null},"count":33333,"isCapped":false,"sum":{"price":"1666683333"},"max":{"price":"99999"}}]}}"#
        )
        let one = try await Self.gateway.value.answer(query, [JSONMember("first", .number("1"))], as: .visitor(of: 0))
        #expect(one.value(at: "items.groupedAggregates.0.keys.kind") == .string("other"))
        #expect(one.value(at: "items.groupedAggregates.1") == nil)
        for first in [-1, 1001] {
            let refused = try await Self.gateway.value.answer(query, [JSONMember("first", .number(String(first)))], as: .visitor(of: 0))
            #expect(refused.code == (first < 0 ? "BAD_VARIABLE" : "TOO_COMPLEX"))
        }
    }

    @Test("Each type has sums, means and bounds of the type that holds them")
    func types() async throws {
        let numbers = "small whole large exact single double price"
        let query = """
            { measures { aggregate { sum { \(numbers) } avg { \(numbers) } min { \(numbers) day made lasts at } max { day made lasts at figure1 } } } }
            """
        let found = try await data(query)
        #expect(
            found
                == #"{"measures":{"aggregate":{"sum":{"small":"3","whole":"4000000000","large":"18000000000000000000","exact":"3.75","#
                + #""single":2,"double":1,"price":"15"},"avg":{"small":1.5,"whole":2000000000,"large":9e+18,"exact":"1.875","#
                + #""single":1,"double":0.5,"price":7.5},"min":{"small":1,"whole":2000000000,"large":"9000000000000000000","exact":"1.50","#
                + #""single":0.5,"double":0.25,"price":"7","day":"2020-01-01","made":"2020-01-01T00:00:00Z","lasts":"P1D","at":"09:00:00"},"#
                + #""max":{"day":"2021-01-01","made":"2021-01-01T00:00:00Z","lasts":"P2D","at":"10:00:00","figure1":2}}}}"#)
    }

    @Test("Columns that are called as figures are, and groups of what has no value")
    func names() async throws {
        let query = """
            { measures { groupedAggregates(groupBy: [FIGURE0, FLAG]) { keys { figure0 flag name } count sum { figure1 } __typename } } }
            """
        #expect(
            try await data(query)
                == #"{"measures":{"groupedAggregates":[{"keys":{"figure0":"x","flag":true,"name":null},"count":2,"sum":{"figure1":"3"},"#
                + #""__typename":"MeasureAggregateGroup"},{"keys":{"figure0":null,"flag":null,"name":null},"count":1,"sum":{"figure1":null},"#
                + #""__typename":"MeasureAggregateGroup"}]}}"#)
    }
}
