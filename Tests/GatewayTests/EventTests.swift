import Access
import Execution
import NIOCore
import Testing

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
