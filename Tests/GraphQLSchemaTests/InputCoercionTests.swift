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
}
