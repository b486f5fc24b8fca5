import GraphQLLanguage
import GraphQLSchema
import JSON
import Testing

@testable import GraphQLExecution

@Suite("Coercing variables")
struct VariableCoercionTests {
    private func variables(_ declared: [String], sent: [JSONMember]) throws -> Variables {
        let schema = try SchemaBuilder.build(try Parser.parse("type Query { a: Int }")).schema
        let text = "query (\(declared.map { "$\($0): Int" }.joined(separator: ", "))) { a }"
        let operation = try #require(try Parser.parse(text).operations.first)
        return try VariableCoercion(operation.variables, in: schema, source: Source(text)).coerce(sent)
    }

    @Test(
        "However many are sent, each declared one has its own; others are ignored, and what was not sent is absent",
        arguments: [1, 8, 9, 30])
    func byName(count: Int) throws {
        let names = (0..<count).map { "v\($0)" }
        let sent = [JSONMember("stranger", .string("x"))] + names.dropLast().map { JSONMember($0, .number(String($0.dropFirst()))) }
        let values = try variables(names, sent: sent)
        for (index, name) in names.dropLast().enumerated() { #expect(values[name] == .int(index), "\(name)") }
        #expect(values[names[count - 1]] == nil)
        #expect(values["stranger"] == nil)
    }

    @Test("Of members of one name the last counts, of few and of many", arguments: [2, 12])
    func last(count: Int) throws {
        let sent = (0..<count).map { JSONMember("v", .number(String($0))) }
        #expect(try variables(["v"], sent: sent)["v"] == .int(count - 1))
    }
}
