import GraphQLExecution
import GraphQLLanguage
import Testing

@testable import Planning

@Suite("What a request used of what it might have cost")
struct CostEstimateTests {
    @Test(
        "Rows that were not there cost nothing; what is done whatever is found costs all",
        arguments: [
            ("nodes { id }", 20, 0, 0), ("nodes { id }", 20, 3, 3), ("nodes { id }", 20, 20, 20),
            ("totalCount", 101, 0, 100), ("nodes { id } totalCount", 120, 0, 100), ("nodes { id } totalCount", 120, 5, 105),
            ("nodes { id items(first: 4) { nodes { id } } }", 100, 25, 25),
            // A count below each row is made for each row that is there.
            ("nodes { id items(first: 4) { totalCount } }", 2040, 0, 0), ("nodes { id items(first: 4) { totalCount } }", 2040, 20, 2020),
            // What is light beside it and was not there lets nothing of it go.
            ("nodes { id items(first: 4) { totalCount } } pageInfo { hasNextPage }", 2040, 20, 2020),
        ])
    func used(fields: String, total: Int, actual: Int, used: Int) throws {
        let text = "{ shops { \(fields) } }"
        let estimate = try Cost.sum(ShopGraph.plan(text).costs, for: Variables(), in: Source(text))
        #expect(estimate.total == total, "\(estimate)")
        #expect(estimate.used(reading: actual) == used, "\(estimate)")
    }

    @Test("Work is fixed as a whole, and nothing costs more than was said")
    func work() throws {
        let work = try Cost.work(.times(50, [.call(rows: 2)])).estimate(for: Variables(), in: Source(""))
        #expect(work == CostEstimate(total: 150, fixed: 150) && work.used(reading: 0) == 150)
        #expect(CostEstimate(total: 30, fixed: 10).used(reading: 500) == 30)
        let huge = try Cost.times(.max, [.times(.max, [.scan(rows: .max / 2)])]).estimate(for: Variables(), in: Source(""))
        #expect((huge + huge).used(reading: .max) <= (huge + huge).total)
    }

    @Test("Pages that are empty do not make those beside them lighter")
    func beside() throws {
        let heavy = Cost.times(100, [.scan(rows: 100_000)])
        let estimate = try Cost.sum([heavy, .times(80_000, [])], for: Variables(), in: Source(""))
        #expect(estimate.total == 100 * 1001 + 80_000 && estimate.used(reading: 100) == 100 * 1001)
    }
}
