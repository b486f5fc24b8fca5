import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import Testing

@Suite("Where null is forbidden")
struct NonNullLevelsTests {
    @Test(
        arguments: [
            ("A", [false]), ("A!", [true]), ("[A]", [false, false]), ("[A!]", [false, true]), ("[[A!]]!", [true, false, true]),
        ])
    func levels(type: String, expected: [Bool]) throws {
        let levels = NonNullLevels(TypeReference(try Parser.parseType(Source(type))))
        #expect((0..<levels.count).map { levels[$0] } == expected)
    }

    @Test("in more lists than there are bits in a word")
    func deep() throws {
        let depth = 150
        let type = (1...depth).reduce(TypeReference.nonNull(.named("A"))) { inner, level in
            level % 3 == 0 ? .nonNull(.list(inner)) : .list(inner)
        }
        let levels = NonNullLevels(type)
        #expect(levels.count == depth + 1)
        #expect((0...depth).allSatisfy { levels[$0] == (($0 == depth) || (depth - $0) % 3 == 0) })
    }
}
