import GraphQLLanguage
import GraphQLValidation
import Testing

@Suite("The schema has the kind of operation")
struct OperationTypeExistenceTests {
    @Test("accepts", arguments: ["{ echo }", "mutation { close(id: 1) { id } }", "subscription { closed { id } }"])
    func accepts(query: String) throws {
        #expect(try Examples.problems(query) == [])
    }

    @Test("refuses what the schema does not serve", arguments: [OperationType.mutation, .subscription])
    func refuses(type: OperationType) throws {
        let schema = try Examples.schema("type Query { a: Int }")
        let errors = Validator.validate(try Parser.parse("\(type.rawValue) { a }"), schema: schema)
        #expect(errors.map(\.message) == ["The \(type.rawValue) operation is not supported by the schema."])
    }
}
