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

    @Test("A list of values is sent as an array of the type that the server compares the column as")
    func arrays() throws {
        let plan = try ShopGraph.plan("{ shops(filter: { name: { in: [\"a\", \"b\"] } }) { nodes { id } } }")
        let elements = plan.statements[0].parameters.compactMap { parameter -> UInt32? in
            if case .array(_, let oid) = parameter.type { oid } else { nil }
        }
        #expect(elements == [TypeOID.text])
    }
}
