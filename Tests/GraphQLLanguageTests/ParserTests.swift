import GraphQLLanguage
import Testing

@Suite("The parser makes syntax trees")
struct ParserTests {
    @Test("an operation with all its parts")
    func operation() throws {
        let document = try Parser.parse(
            #""about" query Q("v" $a: [Int!]! = [1] @d, $b: X) @live { me: user(id: $a, to: {x: 1.5, y: null}) @skip(if: true) { id } }"#)
        let operation = try #require(document.operations.first)
        #expect(operation.description?.value == "about" && operation.name?.value == "Q" && !operation.isShorthand)
        #expect(operation.variables.map(\.name.value) == ["a", "b"])
        #expect(operation.variables[0].description?.value == "v" && operation.variables[0].directives.count == 1)
        #expect(Printer.print(operation.variables[0].type) == "[Int!]!")
        guard case .field(let field)? = operation.selectionSet.selections.first else { throw Missing() }
        #expect(field.alias?.value == "me" && field.name.value == "user" && field.responseKey == "me")
        #expect(field.arguments.map(\.name.value) == ["id", "to"] && field.selectionSet?.selections.count == 1)
    }

    private struct Missing: Error {}

    @Test("each node's offset is that of its first token")
    func offsets() throws {
        let document = try Parser.parse("  query Q($v: Int = 1) { a: b(c: [$v]) @d { ...F ... on T { e } } }")
        let operation = try #require(document.operations.first)
        #expect(operation.offset == 2 && operation.name?.offset == 8)
        let variable = operation.variables[0]
        #expect(variable.offset == 10 && variable.name.offset == 11 && variable.type.offset == 14 && variable.defaultValue?.offset == 20)
        guard case .field(let field)? = operation.selectionSet.selections.first else { throw Missing() }
        #expect(operation.selectionSet.offset == 23 && field.offset == 25 && field.name.offset == 28)
        #expect(field.arguments[0].offset == 30 && field.arguments[0].value.offset == 33 && field.directives[0].offset == 39)
        guard case .fragmentSpread(let spread)? = field.selectionSet?.selections.first else { throw Missing() }
        #expect(spread.offset == 44 && spread.name.offset == 47)
    }

    @Test(
        "words of the grammar are names wherever a name can be",
        arguments: [
            "query", "mutation", "subscription", "fragment", "type", "input", "on", "true", "false", "null", "extend", "repeatable",
            "schema",
        ])
    func keywordsAreNames(word: String) throws {
        let text = "query \(word)($\(word): \(word)) @\(word) {\n  \(word): \(word)(\(word): $\(word))\n}"
        #expect(
            Printer.print(try Parser.parse(text)) == "query \(word)($\(word): \(word)) @\(word) {\n  \(word): \(word)(\(word): $\(word))\n}"
        )
    }

    @Test("numbers keep their digits")
    func numbers() throws {
        for text in ["123456789012345678901234567890", "-0", "1.10", "1E400"] {
            #expect(Printer.print(try Parser.parseValue(Source(text))) == text)
        }
    }

    @Test("a value alone, a type alone, and nothing after them")
    func entryPoints() throws {
        #expect(Printer.print(try Parser.parseType(Source("[ [ A ! ] ]!"))) == "[[A!]]!")
        #expect(Printer.print(try Parser.parseConstValue(Source("{a: [B, \"c\"]}"))) == "{ a: [B, \"c\"] }")
        #expect(throws: GraphQLError.self) { try Parser.parseConstValue(Source("[$a]")) }
        #expect(throws: GraphQLError.self) { try Parser.parseType(Source("A B")) }
        #expect(throws: GraphQLError.self) { try Parser.parseValue(Source("1 2")) }
        #expect(throws: GraphQLError.self) { try Parser.parseValue(Source("")) }
    }

    @Test("schema coordinates", arguments: ["Type", "Type.field", "Type.field(argument:)", "@directive", "@directive(argument:)"])
    func coordinates(text: String) throws {
        #expect(Printer.print(try Parser.parseCoordinate(Source(text))) == text)
    }

    @Test(
        "no schema coordinates",
        arguments: ["", " A", "A ", "A.", "A.b.c", "A.b(", "A.b(c)", "A.b(c:", "A(b:)", "@", "@a.b", "A.b(c:)d", "#"])
    func noCoordinates(text: String) {
        #expect(throws: GraphQLError.self) { try Parser.parseCoordinate(Source(text)) }
    }
}
