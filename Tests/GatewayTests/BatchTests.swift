import GraphModel
import JSON
import NIOCore
import Testing

@testable import Gateway

@Suite("Batches")
struct BatchTests {
    private func body(_ queries: [String]) -> String {
        "[" + queries.map { #"{"query":"\#($0)"}"# }.joined(separator: ",") + "]"
    }

    private func answers(_ reply: Wire.Reply) throws -> [JSONValue] {
        guard case .array(let items) = try JSONParser.parse(reply.body) else { throw Wire.Silence() }
        return items
    }

    private func code(_ answer: JSONValue) -> JSONValue? {
        guard case .array(let errors)? = answer["errors"] else { return nil }
        return errors.first?["extensions"]?["code"]
    }

    @Test("Who did not ask for them takes none: an array is refused, whatever is in it")
    func off() async throws {
        try await RunningServer.run { server in
            for body in [body(["{ a }"]), "[]", " [", "[1]"] {
                let reply = try await server.ask(server.post(body: body))
                #expect(reply.status == 400)
                #expect(reply.text.contains("Batches are not taken here"))
            }
            #expect(server.service.answered == 0)
        }
    }

    @Test("Answers have the order of their requests, slow ones too, and one that fails leaves the others")
    func order() async throws {
        try await RunningServer.run {
            $0.limits.batch = 10
        } _: { server in
            let wire = try await Wire.connect(server)
            let queries = ["slow a", "{ b }", "FORBIDDEN", "slow partial", "big", "{"]
            try await wire.send(server.post(body: body(queries), headers: ["Accept: application/graphql-response+json"]))
            let reply = try await wire.reply()
            #expect(reply.status == 200)
            #expect(reply.headers["content-type"] == "application/graphql-response+json; charset=utf-8")
            let answers = try answers(reply)
            #expect(answers.count == queries.count)
            #expect(answers.map { $0["data"] != nil } == [true, true, false, true, true, false])
            #expect(answers.map(code) == [nil, nil, .string("FORBIDDEN"), nil, nil, .string("SYNTAX")])
            if case .string(let text)? = answers[4]["data"]?["__typename"] { #expect(text.utf8.count == 20_000) }
            // The connection goes on.
            try await wire.send(server.post("{ a }"))
            #expect(try await wire.reply().text == #"{"data":{"__typename":"Query"}}"#)
        }
    }

    @Test("What is no request has its own answer in the batch; what is no JSON has none")
    func malformed() async throws {
        try await RunningServer.run {
            $0.limits.batch = 10
        } _: { server in
            let mixed = try await server.ask(server.post(body: #"[{"query":"{ a }"}, 7, {"query":7}, {}, [], {"documentId":"x"}]"#))
            #expect(mixed.status == 200)
            #expect(
                try answers(mixed).map(code) == [
                    nil, .string("SYNTAX"), .string("VALIDATION"), .string("VALIDATION"), .string("SYNTAX"), .string("NOT_FOUND"),
                ])
            for body in ["[", "[]", #"[{"query":"a"}"#, #"[{"query":"a"},]"#, #"[{"query":"a"}] x"#, #"[{"query":"a" ]"#, "[,]"] {
                #expect(try await server.status(of: server.post(body: body)) == 400, "\(body)")
            }
            #expect(server.service.answered == 1)
        }
    }

    @Test("A batch beyond the cap is refused whole")
    func cap() async throws {
        try await RunningServer.run {
            $0.limits.batch = 3
        } _: { server in
            #expect(try await server.status(of: server.post(body: body(["a", "b", "c"]))) == 200)
            let refused = try await server.ask(server.post(body: body(["a", "b", "c", "d"])))
            #expect(refused.status == 400)
            #expect(refused.text.contains("TOO_COMPLEX"))
            #expect(server.service.answered == 3)
        }
    }

    @Test("Only registered documents run in a batch where only they may run at all")
    func trusted() async throws {
        try await RunningServer.run {
            $0.limits.batch = 3
            $0.documents.trustedOnly = [.buyer]
            try? $0.documents.manifest.add(Array(#"{"one":"{ known }"}"#.utf8))
        } _: { server in
            let reply = try await server.ask(server.post(body: #"[{"documentId":"one"},{"query":"{ other }"},{"query":"{ known }"}]"#))
            #expect(try answers(reply).map(code) == [nil, .string("FORBIDDEN"), nil])
            #expect(server.service.answered == 2)
        }
    }

    @Test("A token is asked for once, for all")
    func authentication() async throws {
        try await RunningServer.run {
            $0.limits.batch = 3
        } _: { server in
            let body = body(["{ a }", "{ b }"])
            let reply = try await server.ask(
                "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
            #expect(reply.status == 401)
            #expect(server.service.answered == 0)
        }
    }

    @Test("The longest wait that an answer asks for is the batch's, and each request is counted by itself")
    func retryAndMetrics() async throws {
        try await RunningServer.run {
            $0.limits.batch = 5
        } _: { server in
            let reply = try await server.ask(server.post(body: body(["{ a }", "RATE_LIMITED", "partial"])))
            #expect(reply.headers["retry-after"] == "7")
            let metrics = try await server.ask(server.get("/metrics", headers: [])).text
            for outcome in ["complete", "RATE_LIMITED", "partial"] {
                #expect(metrics.contains(#"souk_requests_total{role="buyer",outcome="\#(outcome)"} 1"#))
            }
        }
    }

    @Test("When the client leaves, what runs is stopped and the rest is never begun")
    func abandoned() async throws {
        try await RunningServer.run {
            $0.limits.batch = 5
        } _: { server in
            let wire = try await Wire.connect(server)
            try await wire.send(server.post(body: body(["{ a }", "never", "{ b }"])))
            while server.service.answered < 2 { try await Task.sleep(for: .milliseconds(5)) }
            try await wire.close()
            for _ in 0..<6000 where server.service.cancelled == 0 { try await Task.sleep(for: .milliseconds(5)) }
            #expect(server.service.cancelled == 1)
            #expect(server.service.answered == 2)
        }
    }

    @Test("The whole batch has the time of one request")
    func deadline() async throws {
        try await RunningServer.run {
            $0.limits.batch = 5
            $0.timeouts.request = .milliseconds(100)
        } _: { server in
            let status = try await server.status(of: server.post(body: body(["{ a }", "never"])))
            #expect(status == 504)
        }
    }
}
