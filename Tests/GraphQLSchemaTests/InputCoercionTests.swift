import GraphQLLanguage
import GraphQLSchema
import JSON
import Testing

@Suite("Input coercion")
struct InputCoercionTests {
    static let sdl = """
        type Query { a: Int } enum Tag { RED BLUE } scalar Any
        input In { n: Int! = 3 tags: [Tag!] in: In } input One @oneOf { a: Int b: In }
        """

    private func coerced(_ json: String, as type: String) throws -> String {
        let schema = try SchemaBuilder.build(try Parser.parse(Self.sdl)).schema
        let value = try JSONParser.parse(Array(json.utf8))
        let reference = TypeReference(try Parser.parseType(Source(type)))
        do {
            return try InputCoercion.coerce(value, as: reference, in: schema).description
        } catch {
            return error.faults.map { "\($0.place) \($0.message)" }.joined(separator: "\n")
        }
    }

    @Test(
        "makes values of the type",
        arguments: [
            ("1", "Int", "1"), ("1.0", "Int", "1"), ("1", "Float", "1"), ("123456789012345678901", "Float", "1.2345678901234568e+20"),
            ("7", "ID", "\"7\""), ("123456789012345678901", "ID", "\"123456789012345678901\""), ("1", "[[Int]]", "[[1]]"),
            ("null", "[Int!]", "null"),
            ("\"RED\"", "Tag", "RED"), ("{\"tags\":\"BLUE\"}", "In", "{ n: 3, tags: [BLUE] }"), ("{\"a\":1}", "One", "{ a: 1 }"),
            ("{\"x\":[1.5,null]}", "Any", "{ x: [1.5, null] }"), ("1e2", "Int", "100"), ("0.1", "Float", "0.1"), ("7.0", "ID", "\"7\""),
            // More digits than a `Double` tells apart.
            ("0.12345678901234567890123", "Any", "0.12345678901234567890123"), ("1e-400", "Any", "1e-400"),
        ])
    func makes(json: String, type: String, expected: String) throws {
        #expect(try coerced(json, as: type) == expected)
    }

    @Test(
        "says what is wrong, and where",
        arguments: [
            ("2147483648", "Int", " Int cannot represent non 32-bit signed integer value: 2147483648"),
            ("1.5", "Int", " Int cannot represent non-integer value: 1.5"),
            ("true", "String", " String cannot represent a non string value: true"),
            ("1e999", "Float", " Float cannot represent non numeric value: 1e999"),
            ("[1,\"x\"]", "[Int]", "[1] Int cannot represent non-integer value: \"x\""),
            ("{\"in\":{\"tags\":[\"RED\",1]}}", "In", ".in.tags[1] Enum \"Tag\" cannot represent non-string value: 1."),
            (
                "{\"a\":1,\"b\":null}", "One",
                " Within OneOf Input Object type \"One\", exactly one field must be specified, and the value for that field must be non-null."
            ),
            ("[null]", "[Int!]", "[0] Expected value of non-null type \"Int!\" not to be null."),
        ])
    func says(json: String, type: String, expected: String) throws {
        #expect(try coerced(json, as: type) == expected)
    }

    @Test("stops at more values than it may look at, in whatever they are", arguments: ["[Int]", "In", "[[In]]", "Any"])
    func allowance(type: String) throws {
        let schema = try SchemaBuilder.build(try Parser.parse(Self.sdl)).schema
        func faults(_ json: String, _ allowance: Int) throws -> [String] {
            var coercion = InputCoercion(schema, allowance: allowance)
            _ = coercion.coerce(try JSONParser.parse(Array(json.utf8)), as: TypeReference(try Parser.parseType(Source(type))))
            return coercion.faults.map { "\($0.place) \($0.message)" }
        }
        let many = String(repeating: ",1", count: 99)
        let tooMany = "It holds too many values. Send less in one request."
        switch type {
        case "[Int]":
            #expect(try faults("[1\(many)]", 100) == [])
            #expect(try faults("[1\(many)]", 99) == [" \(tooMany)"])
        case "In":
            #expect(try faults(#"{"in":{"in":{"n":1}}}"#, 3) == [])
            #expect(try faults(#"{"in":{"in":{"n":1}}}"#, 2) == [".in.in \(tooMany)"])
        case "[[In]]":
            #expect(try faults("[[{},{},{}],[{}]]", 6) == [])
            #expect(try faults("[[{},{},{}],[{}]]", 5) == ["[1] \(tooMany)"])
        default:
            // A scalar is one value, whatever it is made of.
            #expect(try faults("[1\(many)]", 0) == [])
        }
    }

    @Test("quotes no more than the beginning of a long value")
    func quotes() throws {
        let long = "{\"x\":[\(String(repeating: "[1,{\"y\":\"\u{1F600}z\"}],", count: 5000))1]}"
        let said = try coerced(long, as: "Int")
        #expect(said.hasPrefix(" Int cannot represent non-integer value: { x: [[1, { y: \"\u{1F600}z\" }], [1, {") && said.hasSuffix("…"))
        #expect(said.utf8.count < 900)
        for character in ["a", "\u{301}"] {
            let text = String(repeating: character, count: 5000)
            #expect(try coerced("\"e\(text)\"", as: "Int").utf8.count < 1000)
            #expect(try coerced("{\"e\(text)\":1}", as: "In").utf8.count < 12_000, "the name itself is told once")
        }
    }
}
