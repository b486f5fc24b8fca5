import JSON
import Testing

@Suite("JSON writer")
struct JSONWriterTests {
    private func written(_ body: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter(capacity: 1)
        body(&writer)
        return String(decoding: writer.takeBytes(), as: UTF8.self)
    }

    @Test("escapes at every place of a word what JSON wants escaped", arguments: 0..<20)
    func escapes(place: Int) throws {
        for byte in 0..<UInt8(0x80) {
            let text =
                String(repeating: "é", count: place / 2) + String(repeating: "x", count: place % 2 + 3) + String(Unicode.Scalar(byte))
                + "tail of the text"
            let json = written { $0.append(string: text) }
            #expect(try JSONParser.parse(Array(json.utf8)) == .string(text))
        }
    }

    @Test("writes long texts, piece by piece")
    func long() throws {
        let text = String(repeating: "Größe \"7\"\n", count: 5000)
        let json = written { $0.append(string: text) }
        #expect(try JSONParser.parse(Array(json.utf8)) == .string(text))
    }

    @Test("writes control characters in their shortest form")
    func controls() {
        #expect(written { $0.append(string: "\u{0}\u{8}\t\n\u{c}\r\u{1f}\"\\/\u{7f}") } == #""\u0000\b\t\n\f\r\u001f\"\\/\#u{7f}""#)
    }

    @Test("writes integers", arguments: [0, 7, -1, 10, 99, 100, 999, 1000, 9999, 10_000, -12345, 1_234_567, Int64.max, Int64.min])
    func integers(value: Int64) {
        #expect(written { $0.append(int64: value) } == String(value))
    }

    @Test(
        "writes doubles so that they read back",
        arguments: [
            (0, "0"), (1, "1"), (-2.5, "-2.5"), (0.1, "0.1"), (1e21, "1e+21"), (1.5e-300, "1.5e-300"), (.infinity, "null"), (.nan, "null"),
        ] as [(Double, String)])
    func doubles(value: Double, text: String) {
        #expect(written { $0.append(double: value) } == text)
    }

    @Test("writes a value as it was read", arguments: [#"{"b":[1.50,true,null,"ü\n"],"a":{}}"#, "[]", "-0"])
    func values(text: String) throws {
        let value = try JSONParser.parse(Array(text.utf8))
        #expect(written { $0.append(value) } == text)
        #expect(value.text == text)
    }

    @Test("goes back to where it was")
    func truncates() {
        let text = written { writer in
            writer.append(raw: "[")
            let mark = writer.count
            writer.append(string: String(repeating: "long ", count: 100))
            writer.truncate(to: mark)
            writer.append(raw: [UInt8]("null".utf8))
            writer.append(byte: UInt8(ascii: "]"))
        }
        #expect(text == "[null]")
    }
}
