import GraphQLLanguage
import Testing

@Suite("Printing and reading are each other's inverse")
struct RoundTripTests {
    @Test("any document, printed and read again, prints the same; stripped, it reads as the same", arguments: 0..<300)
    func generated(seed: UInt64) throws {
        var generator = DocumentGenerator(seed: seed)
        let text = generator.document()
        let printed = Printer.print(try Parser.parse(text))
        #expect(Printer.print(try Parser.parse(printed)) == printed)
        let stripped = try Source(text).strippedOfIgnoredCharacters()
        #expect(Printer.print(try Parser.parse(stripped)) == printed)
        #expect(try Source(stripped).strippedOfIgnoredCharacters() == stripped)
    }

    @Test("a document with bytes changed at random is read or refused", arguments: 0..<300)
    func mutated(seed: UInt64) {
        var generator = DocumentGenerator(seed: seed)
        var bytes = Array(generator.document().utf8)
        for _ in 0..<8 {
            generator.mutate(&bytes)
            do throws(GraphQLError) {
                let printed = Printer.print(try Parser.parse(Source(bytes: bytes)))
                #expect((try? Parser.parse(printed)).map { Printer.print($0) } == printed)
            } catch {
                #expect(error.code == .syntax && error.locations.count == 1)
            }
        }
    }
}
