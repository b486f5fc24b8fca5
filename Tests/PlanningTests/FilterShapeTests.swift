import GraphModel
import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation
import JSON
import Planning
import Testing

@Suite("A filter's shape") struct FilterShapeTests {
    @Test("Relations become conditions that name the rule of the other table, both ways and at every depth")
    func relations() throws {
        let query = "{ parts(filter: { parent: { parent: { name: { eq: \"x\" } } } }) { nodes { id } } }"
        let statement = try #require(try ShopGraph.statements(query, for: ViewerKind(.merchant)).first)
        #expect(statement.ranges(of: "EXISTS (SELECT FROM").count == 2)
        #expect(statement.contains("\"id\" = ANY("))
        let down = "{ shops(filter: { items: { none: { parts: { some: {} } } } }) { nodes { id } } }"
        #expect(try ShopGraph.statements(down)[0].contains("NOT (EXISTS (SELECT FROM"))
    }

    @Test("A filter that leads through very many relations is refused")
    func bound() throws {
        let deep = (0..<9).reduce("name: { eq: \"x\" }") { inner, _ in "items: { some: { parent: { \(inner) } } }" }
        let error = #expect(throws: GraphQLError.self) { try ShopGraph.plan("{ shops(filter: { \(deep) }) { nodes { id } } }") }
        #expect(error?.code == .tooComplex)
    }

    @Test(
        "A filter of very many conditions is refused, of whatever kind they are",
        arguments: [
            "{ name: { eq: \"x\" } }", "{ name: { isNull: true } }", "{}", "{ or: [] }", "{ not: { or: {} } }", "{ name: { in: [] } }",
        ])
    func conditions(one: String) throws {
        func plan(_ count: Int, _ name: String) throws -> OperationPlan {
            let list = [String](repeating: one, count: count).joined(separator: " ")
            return try ShopGraph.plan("{ shops(filter: { \(name): [\(list)] }) { nodes { id } } items(filter: {}) { nodes { id } } }")
        }
        for name in ["and", "or"] {
            _ = try plan(999, name)
            #expect(#expect(throws: GraphQLError.self) { try plan(1000, name) }?.code == .tooComplex)
        }
    }

    @Test("However deep one is under or, it is refused and nothing is counted beyond what numbers hold", arguments: [10, 20])
    func deepUnderOr(levels: Int) throws {
        let deep = (0..<levels).reduce("{ name: { eq: \"x\" } }") { inner, _ in "{ items: { some: { or: { parent: { or: \(inner) } } } } }"
        }
        let error = #expect(throws: GraphQLError.self) { try ShopGraph.plan("{ shops(filter: { or: \(deep) }) { nodes { id } } }") }
        #expect(error?.code == .tooComplex)
    }

    @Test("An order by another row's column joins that row before the limit, once")
    func orders() throws {
        let query = "{ items(orderBy: [{ parent: { name: DESC } }, { parent: { databaseId: ASC } }]) { edges { cursor } } }"
        let statement = try #require(try ShopGraph.statements(query).first)
        #expect(statement.ranges(of: " LEFT JOIN ").count == 1)
        let limited = statement.prefix(upTo: try #require(statement.firstRange(of: " LIMIT ")).lowerBound)
        #expect(limited.contains(" LEFT JOIN ") && limited.contains("AS \"order 1\""))
    }

    @Test("Neither values nor what is inside a document decide the plan; fields, nulls and flags do")
    func sharing() throws {
        let graph = try DocumentGraph.graph()
        let text = "query ($f: NoteFilter) { notes(filter: $f) { nodes { id } } }"
        func plan(_ filter: String) throws -> (OperationPlan, Variables) {
            let document = try Validator.check(try Parser.parse(text), schema: graph.schema)
            let operation = try document.operation(named: nil)
            let variables = try VariableCoercion(
                operation.definition.variables, in: graph.schema, source: document.document.source
            ).coerce(JSONParser.parse(Array("{\"f\": \(filter)}".utf8)))
            return (try Planner.plan(operation, in: graph, for: ViewerKind(.operator), variables: variables), variables)
        }
        let (first, _) = try plan(#"{"data": {"contains": {"a": [{"b": 1}]}}, "databaseId": {"eq": "1"}}"#)
        for same in [
            #"{"data": {"contains": {}}, "databaseId": {"eq": "2"}}"#,
            #"{"data": {"contains": {"x": {"y": null}}}, "databaseId": {"eq": "1"}}"#,
        ] {
            #expect(first.reads.hold(for: try plan(same).1), "\(same)")
        }
        for other in [
            #"{"data": {"contains": null}, "databaseId": {"eq": "1"}}"#, #"{"data": {"eq": {}}, "databaseId": {"eq": "1"}}"#, "null",
            #"{"databaseId": {"eq": "1"}}"#,
        ] {
            #expect(!first.reads.hold(for: try plan(other).1), "\(other)")
        }
    }
}
