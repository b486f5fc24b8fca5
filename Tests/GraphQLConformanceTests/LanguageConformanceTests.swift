import Foundation
import GraphQLLanguage
import Testing

@Suite("The language agrees with the conformance corpus to the character")
struct LanguageConformanceTests {
    @Test("parsing and printing", .enabled(if: Corpus.exists("parse"), "the corpus is not beside the package"))
    func parse() throws {
        try expectAgreement("parse") { source, request throws(GraphQLError) in
            switch request["as"] as? String ?? "document" {
            case "value": Printer.print(try Parser.parseValue(source))
            case "constValue": Printer.print(try Parser.parseConstValue(source))
            case "type": Printer.print(try Parser.parseType(source))
            case "coordinate": Printer.print(try Parser.parseCoordinate(source))
            default: Printer.print(try Parser.parse(source))
            }
        }
    }

    @Test("stripping ignored characters", .enabled(if: Corpus.exists("strip"), "the corpus is not beside the package"))
    func strip() throws {
        try expectAgreement("strip") { source, _ throws(GraphQLError) in try source.strippedOfIgnoredCharacters() }
    }

    @Test("separating operations", .enabled(if: Corpus.exists("separate"), "the corpus is not beside the package"))
    func separate() throws {
        for example in try Corpus.cases("separate") {
            let separated = try Parser.parse(example.text("source")).separatedOperations()
            let texts = Dictionary(uniqueKeysWithValues: separated.map { ($0.name, Printer.print($0.definitions)) })
            #expect(texts == example.expect["documents"] as? [String: String], "\(example)")
        }
    }

    private func expectAgreement(_ area: String, _ answer: (Source, [String: Any]) throws(GraphQLError) -> String) throws {
        let cases = try Corpus.cases(area)
        try #require(!cases.isEmpty)
        for example in cases {
            let expected = Corpus.errors(expectedBy: example.expect)
            do throws(GraphQLError) {
                let text = try answer(Source(example.text("source")), example.request)
                #expect(expected.isEmpty, "\(example) should fail")
                #expect(text == trimmed(example.expect["text"] as? String ?? ""), "\(example)")
            } catch {
                #expect([Corpus.ComparableError(error)] == expected, "\(example)")
            }
        }
    }

    private func trimmed(_ text: String) -> String {
        text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
