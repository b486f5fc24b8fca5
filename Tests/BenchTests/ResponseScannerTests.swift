import Testing

@testable import Bench

@Suite("Reading responses under load")
struct ResponseScannerTests {
    @Test(
        "a response is found whole however its bytes come",
        arguments: [
            "HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n{\"data\":{}}\r\n",
            "HTTP/1.1 200 OK\r\ncontent-length:13\r\nDate: now\r\n\r\n{\"data\":{}}\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n{\"da\r\n9;x=y\r\nta\":{}}\r\n\r\n0\r\n\r\n",
        ], [1, 2, 7, 1000])
    func pieces(text: String, size: Int) throws {
        let response = try #require(try Self.scan(text, by: size).first)
        #expect(response.status == 200)
        #expect(response.length == 13)
        #expect(response.hasData)
        #expect(String(decoding: response.body, as: UTF8.self) == "{\"data\":{}}\r\n")
    }

    @Test("responses that follow each other are told apart")
    func several() throws {
        var scanner = ResponseScanner()
        for (body, hasData) in [("{\"data\":{\"a\":1}}", true), ("{\"errors\":[]}", false), ("{\"data\":null}", false), ("", false)] {
            let text = "HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
            let response = try #require(try scanner.scan(Array(text.utf8).span))
            #expect(response.hasData == hasData)
            #expect(response.length == body.utf8.count)
        }
    }

    @Test("a response without a body ends with its head")
    func noBody() throws {
        let response = try #require(try Self.scan("HTTP/1.1 503 No\r\n\r\n", by: 100).first)
        #expect(response.status == 503)
        #expect(response.length == 0)
    }

    @Test(
        "what is no response is refused",
        arguments: [
            "SSH-2.0-x\r\n", "HTTP/1.1 abc\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nab",
        ])
    func refused(text: String) {
        #expect(throws: BenchError.self) { try Self.scan(text, by: 1000) }
    }

    private static func scan(_ text: String, by size: Int) throws -> [ResponseScanner.Response] {
        var scanner = ResponseScanner(keepingBody: true)
        let bytes = Array(text.utf8)
        var found: [ResponseScanner.Response] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            let piece = Array(bytes[start..<min(start + size, bytes.count)])
            if let response = try scanner.scan(piece.span) { found.append(response) }
        }
        return found
    }
}
