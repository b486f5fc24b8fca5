import Access
import Execution
import GraphQLLanguage
import Testing

@testable import Gateway

@Suite("Compression")
struct CompressionTests {
    @Test(
        "A long answer is compressed for who accepts it, and only then",
        arguments: [
            (["Accept-Encoding: gzip"], "gzip"), (["Accept-Encoding: deflate, br"], "deflate"), (["Accept-Encoding: br, *;q=0.1"], "gzip"),
            (["Accept-Encoding: gzip;q=0"], nil), (["Accept-Encoding: identity"], nil), ([], nil),
            (["Accept-Encoding: gzip;q=junk, x"], nil),
        ] as [([String], String?)])
    func responses(headers: [String], coding: String?) async throws {
        try await RunningServer.run { server in
            let wire = try await Wire.connect(server)
            for _ in 0..<3 {
                try await wire.send(server.post("big", headers: headers))
                let reply = try await wire.reply()
                #expect(reply.status == 200)
                #expect(reply.headers["content-encoding"] == coding)
                #expect(coding == nil ? reply.body.count == 20_026 : reply.body.count < 1000)
                // A short answer in between is as it is.
                try await wire.send(server.post("{ a }", headers: headers))
                #expect(try await wire.reply().text == #"{"data":{"__typename":"Query"}}"#)
            }
        }
    }

    @Test("A very long answer is compressed piece by piece, and others are answered in between")
    func slices() async throws {
        try await RunningServer.run { server in
            let wire = try await Wire.connect(server)
            try await wire.send(server.post("huge", headers: ["Accept-Encoding: gzip"]) + server.post("{ a }"))
            let reply = try await wire.reply()
            #expect(reply.headers["content-encoding"] == "gzip")
            let plain = try await server.ask(server.post("huge"))
            #expect(try SystemGzip.inflate(reply.body) == plain.body)
            #expect(try await wire.reply().text == #"{"data":{"__typename":"Query"}}"#)
            // Without chunks, in one piece of a length that is told.
            let old = server.post("huge", headers: ["Accept-Encoding: gzip"]).replacing("HTTP/1.1", with: "HTTP/1.0")
            let whole = try await server.ask(old)
            #expect(whole.headers["transfer-encoding"] == nil && whole.headers["content-length"] == "\(whole.body.count)")
            #expect(try SystemGzip.inflate(whole.body) == plain.body)
            // One who takes it slowly is served, and none of it is made before.
            let slow = try await Wire.connect(server, autoRead: false)
            try await slow.send(server.post("huge", headers: ["Accept-Encoding: gzip"]))
            try await Task.sleep(for: .seconds(1))
            try await slow.takeAll()
            let late = try await slow.reply()
            #expect(try SystemGzip.inflate(late.body) == plain.body)
            // A client that leaves in between takes nobody with it.
            let gone = try await Wire.connect(server)
            try await gone.send(server.post("huge", headers: ["Accept-Encoding: gzip"]))
            try await gone.close()
            #expect(try await server.ask(server.post("{ a }")).status == 200)
        }
    }

    @Test("A compressed answer is the answer")
    func roundTrip() async throws {
        try await RunningServer.run { server in
            let plain = try await server.ask(server.post("big"))
            let compressed = try await server.ask(server.post("big", headers: ["Accept-Encoding: gzip"]))
            #expect(try SystemGzip.inflate(compressed.body) == plain.body)
            #expect(compressed.headers["vary"] == "accept-encoding")
        }
    }

    @Test("A compressed request is a request")
    func requests() async throws {
        try await RunningServer.run { server in
            let body = try SystemGzip.deflate(Array(#"{"query":"{ compressed }"}"#.utf8))
            let wire = try await Wire.connect(server)
            for _ in 0..<3 {
                try await wire.send(head(server, length: body.count) + body)
                #expect(try await wire.reply().status == 200)
                #expect(server.service.lastRequest?.query?.text == "{ compressed }")
                try await wire.send(server.post("{ plain }"))
                #expect(try await wire.reply().status == 200)
                #expect(server.service.lastRequest?.query?.text == "{ plain }")
            }
        }
    }

    @Test("Compressed requests sent ahead of the answer before are requests too, also by gzip's old name")
    func pipelined() async throws {
        try await RunningServer.run { server in
            let body = try SystemGzip.deflate(Array(#"{"query":"{ compressed }"}"#.utf8))
            let wire = try await Wire.connect(server)
            let plain = Array(server.post("{ plain }").utf8)
            let gzip = head(server, length: body.count) + body
            let old = head(server, length: body.count, coding: "X-Gzip") + body
            try await wire.send(plain + gzip + old + plain + gzip + gzip.dropLast(5))
            let answered = ["plain", "compressed", "compressed", "plain", "compressed"]
            for _ in answered { #expect(try await wire.reply().status == 200) }
            try await wire.send(Array(gzip.suffix(5)))
            #expect(try await wire.reply().status == 200)
            #expect(server.service.requests.compactMap { $0.query?.text } == (answered + ["compressed"]).map { "{ \($0) }" })
            // One that is damaged is refused, and the answer before it is whole.
            try await wire.send(plain + head(server, length: 11) + Array("not gzipped".utf8) + plain)
            #expect(try await wire.reply().status == 200)
            #expect(try await wire.reply().status == 400)
            try await wire.closure()
        }
    }

    @Test("A small body that inflates to a huge one is refused")
    func bomb() async throws {
        try await RunningServer.run {
            $0.limits.body = 100_000
        } _: { server in
            let body = try SystemGzip.deflate([UInt8](repeating: 0x20, count: 20_000_000))
            #expect(body.count < 50_000)
            let wire = try await Wire.connect(server)
            try await wire.send(head(server, length: body.count) + body)
            #expect(try await wire.reply().status == 413)
            try await wire.closure()
        }
    }

    @Test("A form is short, whatever else may be long: as announced, as it comes, and as it inflates")
    func forms() async throws {
        try await RunningServer.run { server in
            let long = "client_id=" + String(repeating: "a", count: 20_000)
            for path in OAuthEndpoint.allCases.map(\.rawValue) {
                #expect(try await server.ask(server.post(body: long, path: path)).status == 413)
                let chunked = server.get(path, method: "POST", headers: ["Transfer-Encoding: chunked"])
                #expect(try await server.ask("\(chunked)4e2a\r\n\(long)\r\n0\r\n\r\n").status == 413)
                let small = try SystemGzip.deflate(Array(long.utf8))
                let wire = try await Wire.connect(server)
                try await wire.send(head(server, length: small.count, path: path) + small)
                #expect(try await wire.reply().status == 413)
                // There is no authorization server behind this one.
                #expect(try await server.ask(server.post(body: "client_id=a", path: path)).status == 404)
            }
            #expect(try await server.ask(server.post(String(repeating: " ", count: 20_000))).status == 200)
        }
    }

    @Test("What only claims to be compressed is refused")
    func garbage() async throws {
        try await RunningServer.run { server in
            let wire = try await Wire.connect(server)
            try await wire.send(head(server, length: 11) + Array("not gzipped".utf8))
            #expect(try await wire.reply().status == 400)
            let body = try SystemGzip.deflate(Array(#"{"query":"{ a }"}"#.utf8))
            let cut = try await Wire.connect(server)
            try await cut.send(head(server, length: body.count - 12) + body.dropLast(12))
            #expect(try await cut.reply().status == 400)
            #expect(server.service.answered == 0)
        }
    }

    private func head(_ server: RunningServer, length: Int, coding: String = "gzip", path: String = "/graphql") -> [UInt8] {
        Array(
            ("POST \(path) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(server.token.text)\r\nContent-Type: application/json\r\n"
                + "Content-Encoding: \(coding)\r\nContent-Length: \(length)\r\n\r\n").utf8)
    }
}
