import Access
import NIOCore
import Testing

@testable import Execution
@testable import Gateway

@Suite("Streams of events")
struct EventTests {
    private static let answer = #"{"data":{"__typename":"Query"}}"#

    @Test("Whoever takes nothing else is told one answer as two events")
    func only() async throws {
        try await RunningServer.run { server in
            for request in [
                server.post("{ a }", headers: ["Accept: text/event-stream"]),
                server.get("/graphql?query=%7Ba%7D", headers: ["Authorization: Bearer \(server.token.text)", "Accept: text/event-stream"]),
            ] {
                let reply = try await server.ask(request)
                #expect(reply.status == 200)
                #expect(reply.headers["content-type"] == "text/event-stream; charset=utf-8")
                #expect(reply.headers["cache-control"] == "private, no-store")
                #expect(reply.text == "event: next\ndata: \(Self.answer)\n\nevent: complete\ndata:\n\n")
            }
        }
    }

    @Test("A document that is refused is told as an event, and by a status what is not the document's fault")
    func refusals() async throws {
        try await RunningServer.run { server in
            let refused = try await server.ask(server.post("thisFieldDoesNotExist", headers: ["Accept: text/event-stream"]))
            #expect(refused.status == 200)
            #expect(refused.text.hasPrefix("event: next\ndata: {\"errors\""))
            #expect(refused.text.hasSuffix("event: complete\ndata:\n\n"))
            let limited = try await server.ask(server.post("RATE_LIMITED", headers: ["Accept: text/event-stream"]))
            #expect(limited.status == 429)
            #expect(limited.headers["retry-after"] == "7")
            let get = server.get(
                "/graphql?query=mutation", headers: ["Authorization: Bearer \(server.token.text)", "Accept: text/event-stream"])
            #expect(try await server.status(of: get) == 405)
        }
    }

    @Test(
        "Whoever takes both is told one answer as JSON",
        arguments: [
            "application/json, text/event-stream", "text/event-stream, */*;q=0.1", "application/graphql-response+json, text/event-stream",
        ])
    func both(accept: String) async throws {
        try await RunningServer.run { server in
            let reply = try await server.ask(server.post("{ a }", headers: ["Accept: \(accept)"]))
            #expect(reply.text == Self.answer)
            #expect(server.service.lastRequest?.takesEvents == true)
        }
    }

    @Test(
        "Where nothing can come in parts there are no events",
        arguments: ["POST /graphql HTTP/1.0", "HEAD /graphql?query=%7Ba%7D HTTP/1.1"])
    func notHere(line: String) async throws {
        try await RunningServer.run { server in
            let body = line.hasPrefix("POST") ? #"{"query":"{ a }"}"# : ""
            let request = """
                \(line)\r
                Host: localhost\r
                Authorization: Bearer \(server.token.text)\r
                Accept: text/event-stream\r
                Content-Type: application/json\r
                Content-Length: \(body.utf8.count)\r
                \r
                \(body)
                """
            let reply = try await server.ask(request, bodyless: body.isEmpty)
            #expect(reply.status == 406)
        }
    }

    @Test("A subscription is told again when it changes, and is over when its client is; a gateway that ends breaks it off")
    func live() async throws {
        try await RunningServer.run { server in
            func follow() async throws -> Wire {
                let wire = try await Wire.connect(server)
                try await wire.send(server.post("live", headers: ["Accept: text/event-stream", "Accept-Encoding: gzip"]))
                let head = try await wire.head()
                #expect(head.headers["content-type"] == "text/event-stream; charset=utf-8")
                #expect(head.headers["content-length"] == nil && head.headers["content-encoding"] == nil)
                try await wire.expect(#""live":"first""#)
                return wire
            }
            let (leaving, staying) = (try await follow(), try await follow())
            try await leaving.close()
            while server.service.subscriptions.figures.open > 1 { try await Task.sleep(for: .milliseconds(5)) }
            server.service.setLive(.text("second"))
            try await staying.expect(#""live":"second""#)
            #expect(server.server.metrics.openEventStreams.value == 1)
            async let stopped: Void = server.stop()
            try await staying.closure()
            await stopped
            #expect(server.server.metrics.openEventStreams.value == 0)
            #expect(server.service.subscriptions.figures.open == 0)
        }
    }

    @Test("A subscription that begins while the gateway ends does not keep it")
    func late() async throws {
        try await RunningServer.run { server in
            let wire = try await Wire.connect(server)
            try await wire.send(server.post("slow live", headers: ["Accept: text/event-stream"]))
            while server.service.answered < 1 { try await Task.sleep(for: .milliseconds(2)) }
            async let stopped: Void = server.stop()
            try await wire.closure()
            await stopped
            #expect(server.service.subscriptions.figures.open == 0)
        }
    }

    @Test("Where there is no place for another it is refused by a status")
    func places() async throws {
        try await RunningServer.run { server in
            var wires: [Wire] = []
            for _ in 0..<3 {
                let wire = try await Wire.connect(server)
                try await wire.send(server.post("live", headers: ["Accept: text/event-stream"]))
                try await wire.expect("first")
                wires.append(wire)
            }
            let refused = try await server.ask(server.post("live", headers: ["Accept: text/event-stream"]))
            #expect(refused.status == 429 && refused.headers["retry-after"] == "10")
            #expect(server.server.metrics.openEventStreams.value == 3)
            for wire in wires { try await wire.close() }
        }
    }

    @Test(
        "A wildcard asks for no events, and neither does a weight of nothing",
        arguments: [nil, "*/*", "text/*", "text/event-stream;q=0", "text/html"])
    func notAsked(accept: String?) {
        #expect(!EventText.isAccepted(accept))
    }

    @Test("Lines within an answer are lines of data", arguments: ["\n", "\r", "\r\n"])
    func lines(end: String) {
        let text = String(buffer: EventText.next(ByteBuffer(string: "{\"data\":{\"a\":[1,\(end)2]}}")))
        #expect(!text.contains("\r"))
        let data = text.split(separator: "\n").filter { $0.hasPrefix("data: ") }.map { $0.dropFirst(6) }.joined(separator: "\n")
        #expect(data.replacing("\n", with: "") == #"{"data":{"a":[1,2]}}"#)
        #expect(text.hasSuffix("\n\n"))
    }
}
