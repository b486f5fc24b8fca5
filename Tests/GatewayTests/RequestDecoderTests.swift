import Execution
import GraphQLLanguage
import JSON
import NIOCore
import NIOHTTP1
import Testing

@testable import Gateway

@Suite("Decoding requests")
struct RequestDecoderTests {
    private func decode(_ body: String) throws(Refusal) -> GraphQLRequest {
        try RequestDecoder.decode(ByteBuffer(string: body))
    }

    @Test("All members are found, in any order, with unknown ones between")
    func members() throws {
        let request = try decode(
            #" { "x": [1, {"query": "no"}], "variables" : {"a":1,"b":"\u00e9"}, "query":"{ a }" ,"operationName":"A","extensions":{"e":[]},"documentId":"sha256:1","y":"}"} "#
        )
        #expect(request.query?.text == "{ a }")
        #expect(request.operationName == "A")
        #expect(request.variables == [JSONMember("a", .number("1")), JSONMember("b", .string("é"))])
        #expect(request.extensions == [JSONMember("e", .array([]))])
        #expect(request.documentID == "sha256:1")
        #expect(!request.isReadOnly)
    }

    @Test(
        "Escapes in the query mean what JSON says they mean",
        arguments: [
            (#"{ a }\n\t# \"x\" \\ \/ \b\f\r"#, "{ a }\n\t# \"x\" \\ / \u{8}\u{C}\r"), (#"\u007b a \u007D"#, "{ a }"),
            (#"\ud83d\ude00 \n é"#, "😀 \n é"), (#"12345678\n12345678\""#, "12345678\n12345678\""), (#"a"#, "a"),
        ])
    func escapes(written: String, meant: String) throws {
        #expect(try decode(#"{"query":"\#(written)"}"#).query?.text == meant)
        #expect(try decode("{\"qu\\u0065ry\":\"\(written)\"}").query?.text == meant)
    }

    @Test("Null means absent, and an empty operation name none")
    func nulls() throws {
        let request = try decode(#"{"query":"{a}","operationName":null,"variables":null,"extensions":null,"documentId":null}"#)
        #expect(request == GraphQLRequest(query: Source("{a}")))
        #expect(try decode(#"{"query":"{a}","operationName":""}"#).operationName == nil)
    }

    @Test("A document's id or hash stands for the query")
    func persisted() throws {
        #expect(try decode(#"{"documentId":"x"}"#).query == nil)
        #expect(try decode(#"{"extensions":{"persistedQuery":{"version":1}}}"#).query == nil)
    }

    @Test(
        "What is no GraphQL request has status 400",
        arguments: [
            "", " ", "{", "}", "[]", "[{}]", "null", "1", #""{ a }""#, "{}", #"{"query":null}"#, #"{"query":""}"#, #"{"query":7}"#,
            #"{"query":{}}"#, #"{"query":["a"]}"#, #"{"query":true}"#, #"{"query":"a"}}"#, #"{"query":"a"} x"#, #"{"query":"a",}"#,
            #"{"query":"a" "b":1}"#, #"{"query":"a","x":}"#, #"{"query":"a","x":tru}"#, #"{"query":"a","x":01}"#,
            #"{"query":"a","x":[1,]}"#,
            #"{"query":"a","x":{"b"}}"#, #"{"query":"a","x":[}"#, #"{"query":"a","x":]}"#, #"{"query":"a\x"}"#, #"{"query":"a\u12"}"#,
            #"{"query":"\ud800"}"#, "{\"query\":\"a\nb\"}", #"{"query":"a\"#, #"{"query":"a\"}"#, #"{"query":"a","variables":[]}"#,
            #"{"query":"a","variables":"{}"}"#, #"{"query":"a","variables":7}"#, #"{"query":"a","extensions":[]}"#,
            #"{"query":"a","operationName":7}"#, #"{"query":"a","documentId":7}"#, #"{query:"a"}"#, #"{'query':'a'}"#,
            "\u{FEFF}{\"query\":\"a\"}",
            #"{"query":"a":"b"}"#, #"{"query":"a",,"x":1}"#, #"{"query" "a"}"#, #"{"query":"a"/*c*/}"#,
        ])
    func refused(body: String) throws {
        let refusal = #expect(throws: Refusal.self) { try decode(body) }
        #expect(refusal?.status == .badRequest)
    }

    @Test("A body that is no UTF-8 is refused")
    func notUTF8() throws {
        let body = Array(#"{"query":"{ a } #"#.utf8) + [0xFF, 0xFE] + Array(#""}"#.utf8)
        #expect(throws: Refusal.self) { try RequestDecoder.decode(ByteBuffer(bytes: body)) }
    }

    @Test("Nesting without end is refused, in variables and in what is ignored", arguments: ["variables", "x"])
    func deep(name: String) throws {
        let value = #"{"a":"# + String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000) + "}"
        #expect(throws: Refusal.self) { try decode(#"{"query":"a","\#(name)":\#(value)}"#) }
    }

    @Test("No body that is cut off or damaged at one place does more than be refused")
    func damaged() {
        let body = Array(#"{"query":"{ a(b: \"c\") }","variables":{"a":[1,2.5e3,null,"\u00e9"]},"x":{"y":[{}]}}"#.utf8)
        for index in body.indices {
            _ = try? RequestDecoder.decode(ByteBuffer(bytes: body[..<index]))
            for byte: UInt8 in [0, 0x22, 0x5C, 0x7B, 0x7D, 0x5B, 0x5D, 0x2C, 0x3A, 0x80, 0xFF] {
                var damaged = body
                damaged[index] = byte
                _ = try? RequestDecoder.decode(ByteBuffer(bytes: damaged))
            }
        }
    }

    @Test("A GET's parameters are decoded, and may only read")
    func get() throws {
        let request = try RequestDecoder.decode(
            query: "query=%7B+a%20%7D&variables=%7B%22n%22%3A%22%C3%A9%22%7D&operationName=A&other=1&extensions=")
        #expect(request.query?.text == "{ a }")
        #expect(request.variables == [JSONMember("n", .string("é"))])
        #expect(request.operationName == "A")
        #expect(request.extensions == nil)
        #expect(request.isReadOnly)
        #expect(try RequestDecoder.decode(query: "documentId=sha256%3A1").documentID == "sha256:1")
    }

    @Test(
        "A GET that says nothing, or says it wrongly, has status 400",
        arguments: [
            nil, "", "query", "query=", "query=%7", "query=%zz", "query=%FF", "query=a&query=b", "query=a&variables=%7B",
            "query=a&variables=[]",
            "query=a&extensions=7", "a&b&c",
        ])
    func badGet(query: String?) throws {
        #expect(throws: Refusal.self) { try RequestDecoder.decode(query: query.map { $0[...] }) }
    }
}
