import Foundation
import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation
import Testing

@Suite("Validation agrees with the conformance corpus to the character")
struct ValidationConformanceTests {
    @Test("every rule", .enabled(if: Corpus.exists("validation"), "the corpus is not beside the package"))
    func validation() throws {
        let cases = try Corpus.cases("validation")
        try #require(!cases.isEmpty)
        for example in cases {
            let sdl = try Parser.parse(example.text("schema"), limits: .trusted)
            let schema = try SchemaBuilder.build(sdl).schema
            let expected = Corpus.errors(expectedBy: example.expect)
            #expect(errors(in: example.text("query"), schema).map(Corpus.ComparableError.init).sorted() == expected, "\(example)")
        }
    }

    private func errors(in query: String, _ schema: Schema) -> [GraphQLError] {
        do throws(GraphQLError) {
            return Validator.validate(try Parser.parse(query), schema: schema)
        } catch {
            return [error]
        }
    }
}
