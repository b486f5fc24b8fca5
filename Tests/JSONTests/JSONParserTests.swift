import JSON
import Testing

@Suite("JSON parser")
struct JSONParserTests {
    @Test(
        "reads each kind of value",
        arguments: [
            ("null", JSONValue.null),
            (" true ", .bool(true)),
            ("-0.5e+10", .number("-0.5e+10")),
            ("123456789012345678901234567890", .number("123456789012345678901234567890")),
            (#""a\"\\\/\b\f\n\r\t\u00e9""#, .string("a\"\\/\u{8}\u{c}\n\r\té")),
            (#""\ud83d\uDE00 😀""#, .string("😀 😀")),
            ("[1,[ ],{}]", .array([.number("1"), .array([]), .object([])])),
            (#"{"b":1,"a":[null]}"#, .object([JSONMember("b", .number("1")), JSONMember("a", .array([.null]))])),
        ])
    func reads(text: String, value: JSONValue) throws {
        #expect(try JSONParser.parse(Array(text.utf8)) == value)
    }

    @Test("takes names for the same when their bytes are, however many there are", arguments: [0, 20])
    func names(others: Int) throws {
        let more = (0..<others).map { "\"n\($0)\":0," }.joined()
        let text = "{\(more)\"\u{E9}\":1,\"e\u{301}\":2,\"\u{E9}\":3}"
        guard case .object(let members) = try JSONParser.parse(Array(text.utf8)) else { throw JSONError(.unexpectedByte, at: 0) }
        #expect(members.dropFirst(others).map(\.value) == [.number("3"), .number("2")])
        #expect(members.dropFirst(others).map { Array($0.key.utf8).count } == [2, 3])
    }

    @Test(
        "refuses what is not JSON, and says where",
        arguments: [
            ("", JSONError.Code.unexpectedEnd, 0),
            ("nul", .unexpectedEnd, 3),
            ("01", .invalidNumber, 0),
            ("1.", .invalidNumber, 0),
            ("-", .invalidNumber, 0),
            ("1e", .invalidNumber, 0),
            ("+1", .unexpectedByte, 0),
            ("NaN", .unexpectedByte, 0),
            ("[1,]", .unexpectedByte, 3),
            ("{\"a\":1,}", .unexpectedByte, 7),
            ("{a:1}", .unexpectedByte, 1),
            ("1 2", .trailingBytes, 2),
            ("\"a\nb\"", .controlCharacter, 2),
            (#""\x""#, .invalidEscape, 2),
            (#""\u12g4""#, .invalidEscape, 5),
            (#""\ud800""#, .loneSurrogate, 1),
            (#""\udc00\ud800""#, .loneSurrogate, 1),
            (#""\ud800\u0041""#, .loneSurrogate, 1),
            ("\"abc", .unexpectedEnd, 4),
        ])
    func refuses(text: String, code: JSONError.Code, offset: Int) {
        #expect(throws: JSONError(code, at: offset)) { try JSONParser.parse(Array(text.utf8)) }
    }

    @Test("refuses bytes that are no UTF-8", arguments: [[0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xFF], [0xE2, 0x82]] as [[UInt8]])
    func invalidUTF8(bytes: [UInt8]) {
        #expect(throws: JSONError(.invalidUTF8, at: 1)) { try JSONParser.parse([0x22] + bytes + [0x22]) }
        #expect(throws: JSONError(.invalidUTF8, at: 1)) { try JSONParser.parse([0x22, 0x5C, 0x6E] + bytes + [0x22]) }
    }

    @Test("stops at the depth it is given")
    func depth() throws {
        let limits = JSONParser.Limits(depth: 3)
        #expect(throws: Never.self) { try JSONParser.parse(Array("[[[]]]".utf8), limits: limits) }
        #expect(throws: JSONError(.tooDeep, at: 3)) { try JSONParser.parse(Array("[[[[".utf8), limits: limits) }
        #expect(throws: JSONError(.tooDeep, at: 64)) { try JSONParser.parse([UInt8](repeating: 0x5B, count: 1 << 20)) }
    }

    @Test("stops at the size it is given")
    func size() {
        #expect(throws: JSONError(.tooLarge, at: 4)) { try JSONParser.parse(Array("[1,2]".utf8), limits: .init(size: 4)) }
    }

    @Test("keeps the last of several members with one name, in the first one's place")
    func duplicates() throws {
        #expect(try JSONParser.parse(Array(#"{"a":1,"b":2,"a":3}"#.utf8)).text == #"{"a":3,"b":2}"#)
        let many = (0..<2000).map { #""k\#($0 % 1000)":\#($0)"# }.joined(separator: ",")
        let value = try JSONParser.parse(Array("{\(many)}".utf8))
        #expect(value["k0"] == .number("1000"))
        #expect(value["k999"] == .number("1999"))
    }
}
