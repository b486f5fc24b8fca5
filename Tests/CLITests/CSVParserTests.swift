import Testing

@testable import souk

@Suite("Reading CSV")
struct CSVParserTests {
    @Test(
        "Rows are what RFC 4180 says, however the bytes are cut",
        arguments: [
            ("a,b\nc,d\n", [["a", "b"], ["c", "d"]]),
            ("a,b\r\nc,d", [["a", "b"], ["c", "d"]]),
            ("a,b\rc,d", [["a", "b"], ["c", "d"]]),
            ("", []),
            ("\n\n", []),
            ("a\n\nb\n", [["a"], ["b"]]),
            (",\n", [[nil, nil]]),
            ("a,", [["a", nil]]),
            ("\"\",\n", [["", nil]]),
            ("\"a,b\",c", [["a,b", "c"]]),
            ("\"a\nb\"\nc", [["a\nb"], ["c"]]),
            ("\"a\"\"b\"\n", [["a\"b"]]),
            ("5\" pipe,x\n", [["5\" pipe", "x"]]),
            ("\u{FEFF}a,b\n", [["a", "b"]]),
            ("é,😀\n", [["é", "😀"]]),
        ] as [(String, [[String?]])])
    func rows(text: String, expected: [[String?]]) throws {
        for size in [1, 2, 3, 100] {
            var parser = CSVParser()
            var records: [CSVRecord] = []
            let bytes = Array(text.utf8)
            for start in stride(from: 0, to: bytes.count, by: size) {
                records += try parser.read(Array(bytes[start..<min(start + size, bytes.count)]))
            }
            records += try parser.finish()
            #expect(records.map(\.fields) == expected)
        }
    }

    @Test("A row knows the line it begins on, also after rows of several lines")
    func lines() throws {
        var parser = CSVParser()
        let records = try parser.read(Array("a\n\"b\nb\"\n\nc\n".utf8)) + parser.finish()
        #expect(records.map(\.line) == [1, 2, 5])
    }

    @Test("Another separator may be said")
    func separator() throws {
        var parser = CSVParser(separator: UInt8(ascii: "\t"))
        #expect(try parser.read(Array("a,b\tc\n".utf8)).map(\.fields) == [["a,b", "c"]])
    }

    @Test(
        "What is no CSV is refused with its line",
        arguments: [
            ("a\n\"b", CSVError(reason: .unclosedQuote, line: 2)),
            ("a\n\"b\"c\n", CSVError(reason: .textAfterQuote, line: 2)),
            ("a\nb\0c\n", CSVError(reason: .notText, line: 2)),
        ])
    func errors(text: String, expected: CSVError) {
        #expect(throws: expected) {
            var parser = CSVParser()
            _ = try parser.read(Array(text.utf8))
            _ = try parser.finish()
        }
    }
}
