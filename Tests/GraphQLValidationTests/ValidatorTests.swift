import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation
import Testing

@Suite("The validator gives proof or reasons")
struct ValidatorTests {
    @Test("a valid document gives its operations by name")
    func operations() throws {
        let document = try Validator.check(
            Parser.parse("query A { echo } query B { ...F } fragment F on Query { echo }"), schema: Examples.schema())
        #expect(try document.operation(named: "B").definition.name?.value == "B")
        #expect(document.fragments.keys.sorted() == ["F"])
        #expect(throws: GraphQLError(.validation, "Unknown operation named \"C\".")) { try document.operation(named: "C") }
        #expect(throws: GraphQLError(.validation, "Must provide operation name if query contains multiple operations.")) {
            try document.operation(named: nil)
        }
        let single = try Validator.check(Parser.parse("{ echo }"), schema: Examples.schema())
        #expect(try single.operation(named: nil).definition.isShorthand)
    }

    @Test("an invalid document gives all its errors")
    func invalid() throws {
        let schema = try Examples.schema()
        let document = try Parser.parse("{ a b }")
        #expect(throws: ValidationErrors.self) { try Validator.check(document, schema: schema) }
        #expect(Validator.validate(document, schema: schema).map(\.code) == [.validation, .validation])
    }

    @Test("what a schema does not have is never suggested")
    func visibleNames() throws {
        let whole = try Examples.schema("type Query { secretSales: Int sales: Int } type SecretType { a: Int }")
        let visible = try Examples.schema("type Query { sales: Int }")
        let document = try Parser.parse("{ secretSale ... on SecretTyp { a } }")
        #expect(Validator.validate(document, schema: whole).contains { $0.message.contains("secretSales") })
        for error in Validator.validate(document, schema: visible) {
            #expect(!error.message.contains("secretSales") && !error.message.contains("SecretType"))
        }
    }

    @Test("the cap on errors can be set")
    func cap() throws {
        let problems = try Examples.problems("{ a b c }", limits: ValidationLimits(errors: 2))
        #expect(problems.count == 3 && problems[2] == "Too many validation errors, error limit reached. Validation aborted.")
        #expect(try Examples.problems("{ a b }", limits: ValidationLimits(errors: 2)).count == 2)
    }
}
