import GraphQLLanguage
import GraphQLValidation
import Testing

/// Documents that were made to be expensive. What they may cost is counted in steps, so that no machine is too slow for these tests.
@Suite("A hostile document costs no more than its size, and never the process")
struct HostileDocumentTests {
    private func errors(_ text: String, work: Int = 500_000) throws -> [GraphQLError] {
        try Validator.validate(
            Parser.parse(text, limits: .trusted), schema: Examples.schema(), limits: ValidationLimits(work: work))
    }

    private func lines(_ count: Int, _ line: (Int) -> String) -> String {
        (0..<count).map(line).joined(separator: " ")
    }

    @Test("fields that overlap, wide, deep and through fragments, take linear work", arguments: [100, 1_000])
    func linear(count: Int) throws {
        let wide = "{ \(lines(count) { _ in "shop(id: 1) { name owner { name } }" }) }"
        let aliases = "{ \(lines(count) { "a\($0): echo(int: \($0))" }) }"
        let fragments =
            "{ \(lines(count) { "...F\($0)" }) } \(lines(count) { "fragment F\($0) on Query { shop(id: 1) { name a\($0): id } }" })"
        let chain = "{ ...F0 } \(lines(200) { "fragment F\($0) on Query { echo \($0 < 199 ? "...F\($0 + 1)" : "") }" })"
        let inline = "{ shop(id: 1) { \(lines(count) { _ in "... on Shop { name } ... on Node { id }" }) } }"
        for text in [wide, aliases, fragments, inline] { #expect(try errors(text, work: 20 * count) == []) }
        #expect(try errors(chain, work: 2_000) == [])
    }

    @Test("fragments that double at each level do not double the work")
    func doubling() throws {
        let levels = 60
        let fragments = lines(levels) { level in
            let below = level < levels - 1 ? "...F\(level + 1)" : "name"
            return "fragment F\(level) on Person { a: friends { \(below) } b: friends { \(below) } }"
        }
        #expect(try errors("{ node(id: 1) { ... on Person { ...F0 } } } \(fragments)", work: 5_000) == [])
    }

    @Test("conflicts everywhere end at the cap, with the error that says so")
    func conflicts() throws {
        let errors = try errors("{ \(lines(2_000) { "a: echo(int: \($0))" }) }")
        #expect(errors.count == 101)
        #expect(errors.last?.message == "Too many validation errors, error limit reached. Validation aborted.")
    }

    @Test("work that is the product of operations and fragments is cut short")
    func product() throws {
        let fragments = lines(1_000) { "fragment F\($0) on Query { echo \($0 < 999 ? "...F\($0 + 1)" : "") }" }
        let errors = try errors("\(lines(1_000) { "query Q\($0) { ...F\($0) }" }) \(fragments)")
        #expect(errors.map(\.code) == [.tooComplex])
    }

    @Test("a chain of fragments longer than any stack is refused, closed to a circle or not", arguments: ["", "...F0"])
    func chain(end: String) throws {
        let count = 20_000
        let fragments = lines(count) { "fragment F\($0) on Query { echo \($0 < count - 1 ? "...F\($0 + 1)" : end) }" }
        #expect(try !errors("{ ...F0 } \(fragments)").isEmpty)
    }

    @Test("fragments that nest deeper than a document may are refused")
    func depth() throws {
        let count = 300
        let fragments = lines(count) { "fragment F\($0) on Person { friends { \($0 < count - 1 ? "...F\($0 + 1)" : "name") } }" }
        let errors = try errors("{ node(id: 1) { ... on Person { ...F0 } } } \(fragments)")
        #expect(errors.map(\.message) == ["Document is nested too deeply. Validation aborted."] && errors[0].code == .tooComplex)
    }

    @Test("circles of fragments with conflicting fields end")
    func circles() throws {
        let count = 40
        let fragments = lines(count) { name in
            "fragment F\(name) on Person { x: friends { \(lines(count) { "...F\($0)" }) } x: name }"
        }
        #expect(try errors("{ node(id: 1) { ... on Person { ...F0 } } } \(fragments)").count > count)
    }

    @Test("floods of unknown names, directives, arguments and input fields end at the cap")
    func floods() throws {
        let floods = [
            "{ \(lines(5_000) { "nope\($0)" }) }", "{ echo \(lines(5_000) { "@nope\($0)" }) }", "{ echo \(lines(5_000) { _ in "@once" }) }",
            "{ echo(\(lines(5_000) { "nope\($0): 1" })) }", "{ by(key: {\(lines(5_000) { "nope\($0): 1" })}) { id } }",
            "query (\(lines(5_000) { "$v\($0): Nope" })) { echo }", "{ echo(ints: [\(lines(5_000) { _ in "\"x\"" })]) }",
        ]
        for flood in floods { #expect(try errors(flood).count == 101) }
    }

    @Test("what is repeated is reported once, with all its places")
    func repeated() throws {
        let errors = try errors("{ echo(\(lines(5_000) { _ in "int: 1" })) }")
        #expect(errors.map(\.message) == ["There can be only one argument named \"int\"."] && errors[0].locations.count == 5_000)
    }
}
