import GraphQLLanguage
import Testing

@Suite("Names that somebody may have meant")
struct SuggestionTests {
    @Test(
        "the nearest names, nearest first",
        arguments: [
            ("", [""], [""]), ("input", [], []), ("greenish", ["green"], ["green"]), ("green", ["greenish"], ["greenish"]),
            ("verylongstring", ["VERYLONGSTRING"], ["VERYLONGSTRING"]), ("1", ["3", "2", "10"], ["2", "3", "10"]), ("abc", ["xyz"], []),
            ("cba", ["abc"], ["abc"]), ("abcd", ["acbd", "abc", "abcd"], ["abcd", "abc", "acbd"]),
            ("naem", ["name", "names", "id"], ["name", "names"]),
            ("a", ["a10", "b", "a2"], ["a2", "b"]),
        ] as [(String, [String], [String])])
    func nearest(name: String, options: [String], expected: [String]) {
        #expect(Suggestions.nearest(to: name, among: options) == expected)
    }

    @Test(
        "the question",
        arguments: [
            ([], ""), (["a"], " Did you mean \"a\"?"), (["a", "b"], " Did you mean \"a\" or \"b\"?"),
            (["a", "b", "c", "d", "e", "f"], " Did you mean \"a\", \"b\", \"c\", \"d\", or \"e\"?"),
        ] as [([String], String)])
    func question(names: [String], expected: String) {
        #expect(Suggestions.didYouMean(names) == expected)
    }

    @Test("digits count as numbers in the order of names")
    func naturalOrder() {
        let names = ["a10", "a2", "a02", "b", "a", "a2b"]
        #expect(names.sorted { NaturalOrder($0) < NaturalOrder($1) } == ["a", "a2", "a02", "a2b", "a10", "b"])
    }
}
