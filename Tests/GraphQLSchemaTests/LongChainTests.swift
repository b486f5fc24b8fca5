import GraphQLLanguage
import GraphQLSchema
import Testing

/// Chains of types that would end the process if anything followed them by recursion.
@Suite("Long chains of types")
struct LongChainTests {
    private static let length = 50_000

    /// Input objects each of which refers to the next by a field `a`; the last by what is given.
    private func chain(_ reference: String, last: String, length: Int = Self.length) -> Source {
        let types = (0..<length).map { "input I\($0) { a: I\($0 + 1)\(reference) }" }
        return Source("type Query { a(i: I0): Int }\n" + types.joined(separator: "\n") + "\ninput I\(length) { \(last) }")
    }

    private func errors(_ source: Source) throws -> [GraphQLError] {
        SchemaValidator.errors(in: try SchemaBuilder.build(try Parser.parse(source, limits: .trusted)))
    }

    @Test("are accepted where they end")
    func ends() throws {
        #expect(try errors(chain("! = {}", last: "a: Int")).isEmpty)
    }

    @Test("are refused where all of it is required and leads back")
    func required() throws {
        let errors = try errors(chain("!", last: "a: I0!"))
        #expect(errors.count == 1)
        #expect(errors.first?.message.hasPrefix("Input Object I0 cannot be provided a finite value") == true)
        #expect(errors.first?.locations.count == Self.length + 1)
        #expect(errors.first?.locations.last == SourceLocation(line: Self.length + 2, column: 16))
    }

    @Test("are refused where their defaults lead back")
    func defaults() throws {
        let errors = try errors(chain(" = {}", last: "a: I0 = {}"))
        #expect(errors.count == 1)
        #expect(errors.first?.message.contains("The default value of Input Object field I0.a references itself via") == true)
        #expect(errors.first?.locations.count == Self.length + 1)
    }

    @Test("are filled in as far as a value may nest", arguments: [(100, true), (Self.length, false)])
    func filled(length: Int, isAccepted: Bool) throws {
        let faults = try faults(chain(" = {}", last: "a: Int = 1", length: length))
        #expect(faults == (isAccepted ? [] : ["Expected value not to nest more than 250 levels deep."]))
    }

    @Test("are filled in as far as a value may nest, lists that single items are put into included")
    func lists() throws {
        let lists = { (name: String) in String(repeating: "[", count: 150) + name + String(repeating: "]!", count: 150) }
        let types = (0..<400).map { "input I\($0) { a: \(lists("I\($0 + 1)")) = {} }" }
        let faults = try faults(Source("type Query { a(i: I0): Int } \(types.joined(separator: " ")) input I400 { a: Int }"))
        #expect(faults == ["Expected value not to nest more than 250 levels deep."])
    }

    /// What is wrong with an empty `I0` whose defaults are filled in.
    private func faults(_ source: Source) throws -> [String] {
        var coercion = InputCoercion(try SchemaBuilder.build(try Parser.parse(source, limits: .trusted)).schema)
        _ = coercion.coerce(ConstValue.object([]), as: .named("I0"))
        return coercion.faults.map(\.message)
    }
}
