import GraphModel
import Planning
import Testing

/// A column that has one value in all rows of a page says nothing of their order, and PostgreSQL, which knows that inside the page only,
/// would sort the page once more for it.
@Suite("What a page is ordered by") struct OrderTests {
    /// What follows each `ORDER BY`, up to the end of its clause.
    private func orders(_ query: String, for viewer: ViewerKind = ViewerKind(.operator)) throws -> [String] {
        try ShopGraph.statements(query, for: viewer).flatMap { sql in
            sql.matches(of: /ORDER BY (.*?)(?= LIMIT|\)|$)/).map { String($0.1) }
        }
    }

    private func conditions(_ query: String) throws -> [String] {
        try ShopGraph.statements(query).flatMap { sql in
            sql.matches(of: /\([^()]*\) [<>]=? \([^()]*\)|"\w+" [<>]=? \$\d+/).map { String($0.0) }
        }
    }

    @Test("is no column that the row above gives one value")
    func below() throws {
        let query = "{ shops { nodes { items(orderBy: [{ parentId: ASC }, { name: DESC }]) { nodes { id } } } } }"
        let inner = try orders(query).filter { $0.contains("\"name\"") }
        #expect(inner == ["t2.\"name\" DESC, t2.\"id\" DESC", "t2.\"name\" DESC, t2.\"id\" DESC"])
    }

    @Test(
        "is no column that a filter gives one value; a place in it is compared by that all the same: it may be one of another filter's page"
    )
    func filtered() throws {
        let order = "orderBy: [{ name: DESC }, { databaseId: DESC }], after: \"x\""
        let filtered = "{ items(filter: { name: { eq: \"a\" } }, \(order)) { nodes { id } } }"
        #expect(try orders(filtered) == ["t1.\"id\" DESC", "t1.\"id\" DESC"])
        #expect(try conditions(filtered).map { $0.contains("name") } == [true])
        let free = "{ items(\(order)) { nodes { id } } }"
        #expect(try orders(free) == ["t1.\"name\" DESC, t1.\"id\" DESC", "t1.\"name\" DESC, t1.\"id\" DESC"])
        #expect(try conditions(free).map { $0.contains("name") } == [true])
    }

    @Test("is still what the merged pages of several values differ in")
    func merged() throws {
        let query = "{ items(filter: { parentId: { in: [1, 2] } }, orderBy: [{ parentId: ASC }, { databaseId: ASC }]) { nodes { id } } }"
        let statement = try #require(try ShopGraph.statements(query).first)
        #expect(statement.contains("DISTINCT unnest"))
        #expect(try orders(query).allSatisfy { $0 == "t1.\"parent_id\", t1.\"id\"" })
    }

    @Test("is nothing where there is one row at the most, and a cursor there is compared by all the same")
    func single() throws {
        let query = "{ items(filter: { databaseId: { eq: \"1\" } }, after: \"x\") { nodes { id } } }"
        #expect(try orders(query).isEmpty)
        #expect(try conditions(query).count == 1)
    }

    @Test("are the own rows of whom acts for one merchant, as an index has them, and of several, sorted")
    func shops() throws {
        let query = "{ shops { nodes { name } } }"
        #expect(try orders(query, for: ViewerKind(.merchant, merchants: .one)).isEmpty)
        #expect(try orders(query, for: ViewerKind(.merchant)).count == 2)
    }
}
