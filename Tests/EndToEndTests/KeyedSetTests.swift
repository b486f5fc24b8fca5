import Access
import JSON
import Testing

@Suite("What a function finds, page by page")
struct KeyedSetTests {
    private static let visitor = Task { Principal.visitor(of: try await PlanTests.functions.value.tenant("bazaar")) }

    /// Every row of a connection, found by following cursors from one of its ends.
    private func walk(_ connection: String, _ arguments: String, by size: Int, forward: Bool) async throws -> [String] {
        let gateway = try await PlanTests.functions.value
        var found: [String] = []
        var cursor: String?
        while found.count < 10_000 {
            let place = cursor.map { forward ? ", after: \"\($0)\"" : ", before: \"\($0)\"" } ?? ""
            let page = (forward ? "first: \(size)" : "last: \(size)") + place
            let answer = try await gateway.answer(
                """
                { \(connection)(\(arguments)\(page)) {
                  edges { sold node { databaseId } } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } }
                """, as: Self.visitor.value)
            try #require(answer.errors.isEmpty, "\(answer.text)")
            let rows = (answer.value(at: "\(connection).edges")?.items ?? []).map(\.canonical)
            found = forward ? found + rows : rows + found
            guard answer.value(at: "\(connection).pageInfo.\(forward ? "hasNextPage" : "hasPreviousPage")") == .bool(true) else { break }
            try #require(!rows.isEmpty, "a page without rows that says there are more")
            cursor = answer.value(at: "\(connection).pageInfo.\(forward ? "endCursor" : "startCursor")")?.string
        }
        return found
    }

    @Test("A function that starts behind the cursor itself gives each row once, in its order", arguments: [3, 7, 100])
    func pushedDown(size: Int) async throws {
        let whole = try await walk("findProducts", "from: 20000, ", by: 1000, forward: true)
        #expect(whole.count > 50)
        #expect(Set(whole).count == whole.count)
        #expect(try await walk("findProducts", "from: 20000, ", by: size, forward: true) == whole)
    }

    @Test(
        "A page behind a cursor knows whether the set has a row before it, though the cursor's own may not be in it",
        arguments: [0, 60000])
    func rowsBefore(from: Int) async throws {
        let gateway = try await PlanTests.functions.value
        let whole = try await walk("findProducts", "from: \(from), ", by: 1000, forward: true).count
        let places = try await gateway.answer("{ findProducts(from: 0, first: 40) { edges { cursor } } }", as: Self.visitor.value)
        var answers: Set<Bool> = []
        for edge in places.value(at: "findProducts.edges")?.items ?? [] {
            let place = try #require(edge["cursor"]?.string)
            let page = try await gateway.answer(
                "{ findProducts(from: \(from), first: 1000, after: \"\(place)\") { nodes { databaseId } pageInfo { hasPreviousPage } } }",
                as: Self.visitor.value)
            let behind = try #require(page.value(at: "findProducts.nodes")?.items.count, "\(page.text)")
            #expect(page.value(at: "findProducts.pageInfo.hasPreviousPage") == .bool(behind < whole))
            answers.insert(behind < whole)
        }
        // Where all are in the set there is always the cursor's own; elsewhere both happen.
        #expect(answers == (from == 0 ? [true] : [true, false]))
    }

    @Test("A function that returns all it has is paged from either end", arguments: [1, 3, 50])
    func paged(size: Int) async throws {
        let whole = try await walk("soldBest", "", by: 1000, forward: true)
        #expect(whole.count > 10)
        #expect(Set(whole).count == whole.count)
        for forward in [true, false] { #expect(try await walk("soldBest", "", by: size, forward: forward) == whole) }
    }
}
