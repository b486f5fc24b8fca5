import GraphQLExecution
import GraphQLLanguage
import Planning
import PostgresTypes
import Testing

@Suite("What a plan may ask of the server") struct CeilingTests {
    @Test(
        "has a ceiling, however few rows would answer",
        arguments: [
            (0..<300).map { "a\($0): items(first: \($0 + 1)) { nodes { id } }" }.joined(separator: " "),
            "items(filter: { or: [\((0..<3000).map { "{ name: { eq: \"\($0)\" } }" }.joined(separator: " "))] }) { nodes { id } }",
        ])
    func ceilings(fields: String) throws {
        let error = #expect(throws: GraphQLError.self) { try ShopGraph.plan("{ shop(id: \"x\") { \(fields) } }") }
        #expect(error?.code == .tooComplex)
    }

    @Test(
        "Looking for other rows counts: little where it is joined, much where it is asked row by row, within each other most",
        arguments: [
            ("", 20),
            ("filter: { items: { some: {} } }", 40),
            ("filter: { items: { some: { parts: { some: {} } } } }", 60),
            ("filter: { items: { none: { parts: { some: {} } } } }", 60),
            ("filter: { or: [{ items: { some: {} } }] }", 120),
            ("filter: { not: { items: { some: { parts: { some: {} } } } } }", 240),
            ("filter: { or: [{ items: { some: { or: [{ parts: { some: {} } }] } } }] }", 720),
            ("filter: { items: { every: { parts: { some: {} } } } }", 140),
        ])
    func filters(arguments: String, rows: Int) throws {
        func cost(_ fields: String) throws -> Int {
            let list = arguments.isEmpty ? "shops" : "shops(\(arguments))"
            let text = "{ \(list) { \(fields) } }"
            return try Cost.sum(ShopGraph.plan(text).costs, for: Variables(), in: Source(text)).total
        }
        #expect(try cost("nodes { id }") == rows)
        // Asked once for the page and once for the count.
        #expect(try cost("nodes { id } totalCount") == rows + 100 + (rows - 20))
    }

    @Test("A list of values is sent as an array of the type that the server compares the column as")
    func arrays() throws {
        let plan = try ShopGraph.plan("{ shops(filter: { name: { in: [\"a\", \"b\"] } }) { nodes { id } } }")
        let elements = plan.statements[0].parameters.compactMap { parameter -> UInt32? in
            if case .array(_, let oid) = parameter.type { oid } else { nil }
        }
        #expect(elements == [TypeOID.text])
    }
}
