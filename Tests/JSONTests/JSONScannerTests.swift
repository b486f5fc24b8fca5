import JSON
import Testing

@Suite("Scanning without building")
struct JSONScannerTests {
    private func members(_ text: String) throws -> [[String]] {
        let bytes = Array(text.utf8)
        return try bytes.withUnsafeBytes { bytes in
            var scanner = JSONScanner(bytes, in: 0..<bytes.count)
            var found: [[String]] = []
            while let member = try scanner.nextMember() {
                found.append([member.name, member.value].map { String(decoding: bytes[$0], as: UTF8.self) })
            }
            return found
        }
    }

    private func items(_ text: String, in place: Range<Int>? = nil) throws -> [String] {
        let bytes = Array(text.utf8)
        return try bytes.withUnsafeBytes { bytes in
            var scanner = JSONScanner(bytes, in: place ?? 0..<bytes.count)
            var found: [String] = []
            while let item = try scanner.nextItem() { found.append(String(decoding: bytes[item], as: UTF8.self)) }
            return found
        }
    }

    @Test("An object's members are found where they stand, as they are written")
    func objects() throws {
        #expect(try members(" { } ") == [])
        #expect(
            try members(#"{"a" : 1.5 ,"b":{"c":[1,"}"]},"d\"":"x, \"y\"" , "":null}"#)
                == [["a", "1.5"], ["b", #"{"c":[1,"}"]}"#], [#"d\""#, #""x, \"y\"""#], ["", "null"]])
    }

    @Test("An array's items are found, and only those within the place that was named")
    func arrays() throws {
        #expect(try items(" [ ] ") == [])
        #expect(try items(#"[1, [2, 3] ,"]", {"a":[]}]"#) == ["1", "[2, 3]", #""]""#, #"{"a":[]}"#])
        #expect(try items("x[1,2]y", in: 1..<6) == ["1", "2"])
    }

    @Test(
        "What is no object and no array ends in an error, and so does what follows one",
        arguments: [
            "", "{", "[", "}", "]", "{]", "[}", "{\"a\"", "{\"a\":", "{\"a\":}", "[,]", "[1,]", "[1 2]", "{\"a\":1,}", "[1] 2", "{} {}",
            "[\"", "[\"\\", "1",
        ])
    func broken(text: String) {
        #expect(throws: JSONError.self) { try members(text) }
        #expect(throws: JSONError.self) { try items(text) }
    }

    @Test("Eight bytes at a time finds what one at a time finds")
    func delimiters() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            let bytes = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                Int.random(in: 0..<12) == 0 ? [0x22, 0x5C, 0x1F, 0x00, 0x0A].randomElement() ?? 0 : UInt8.random(in: 0x20...0xFF)
            }
            let start = Int.random(in: 0...bytes.count)
            let expected = bytes[start...].firstIndex { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C } ?? bytes.count
            #expect(bytes.withUnsafeBytes { $0.firstStringDelimiter(from: start) } == expected)
        }
    }
}
