import Foundation
import NIOCore
import Testing

@testable import Gateway

@Suite("Connections")
struct ConnectionTests {
    @Test("A connection serves one request after the other, and closes when asked to")
    func keepAlive() async throws {
        try await RunningServer.run { server in
            let wire = try await Wire.connect(server)
            for _ in 0..<20 {
                try await wire.send(server.post("{ a }"))
                #expect(try await wire.reply().status == 200)
            }
            try await wire.send(server.post("{ a }", headers: ["Connection: close"]))
            #expect(try await wire.reply().headers["connection"] == "close")
            try await wire.closure()
        }
    }

    @Test("A client of HTTP/1.0 keeps its connection where it asks to")
    func http10() async throws {
        try await RunningServer.run { server in
            let wire = try await Wire.connect(server)
            try await wire.send("GET /healthz HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
            #expect(try await wire.reply().headers["connection"] == "keep-alive")
            try await wire.send("GET /healthz HTTP/1.0\r\n\r\n")
            #expect(try await wire.reply().headers["connection"] == "close")
            try await wire.closure()
        }
    }

    @Test(
        "A request that offers another protocol is answered in this one, and is its connection's last",
        arguments: [
            "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__",
            "Connection: keep-alive,upgrade\r\nUpgrade: websocket",
        ])
    func otherProtocol(headers: String) async throws {
        try await RunningServer.run { server in
            for request in [server.get("/healthz", headers: [headers]), server.post("{ a }", headers: [headers])] {
                let wire = try await Wire.connect(server)
                try await wire.send(request)
                let reply = try await wire.reply()
                #expect(reply.status == 200)
                #expect(reply.headers["connection"] == "close")
                try await wire.closure()
            }
            let tunnel = try await Wire.connect(server)
            try await tunnel.send("CONNECT elsewhere:443 HTTP/1.1\r\nHost: elsewhere:443\r\n\r\n")
            #expect(try await tunnel.reply().status == 404)
            try await tunnel.closure()
        }
    }

    @Test("Pipelined requests are answered in order, slow ones before quick ones that came later")
    func pipelining() async throws {
        try await RunningServer.run { server in
            let wire = try await Wire.connect(server)
            try await wire.send(server.post("slow partial") + server.post("{ a }") + server.get("/healthz") + server.post("big"))
            #expect(try await wire.reply().text.contains("errors"))
            #expect(try await wire.reply().text == #"{"data":{"__typename":"Query"}}"#)
            #expect(try await wire.reply().text == "alive\n")
            #expect(try await wire.reply().body.count > 10_000)
        }
    }

    @Test("What comes behind a request that runs is left with its sender", arguments: ["", "Connection: upgrade\r\nUpgrade: x"])
    func readingAhead(headers: String) async throws {
        try await RunningServer.run { server in
            let wire = try await Wire.connect(server)
            try await wire.send(server.post("never", headers: headers.isEmpty ? [] : [headers]))
            let isTaken = wire.flood(64 << 20)
            let other = try await Wire.connect(server)
            for _ in 0..<500 {
                try await other.send(server.get("/healthz", headers: []))
                #expect(try await other.reply().status == 200)
            }
            #expect(!isTaken())
        }
    }

    @Test("Thousands of requests in one breath are answered without a deep stack")
    func manyPipelined() async throws {
        try await RunningServer.run { server in
            let wire = try await Wire.connect(server)
            let request = server.get("/healthz", headers: [])
            try await wire.send(String(repeating: request, count: 5000))
            for _ in 0..<5000 { #expect(try await wire.reply().status == 200) }
        }
    }

    @Test("A request that arrives byte by byte is a request")
    func dribble() async throws {
        try await RunningServer.run {
            // Some hundred turns of a loaded machine take longer than a head has.
            $0.timeouts.firstHead = .minutes(2)
            $0.timeouts.body = .minutes(2)
        } _: { server in
            let wire = try await Wire.connect(server)
            for byte in server.post("{ a }").utf8 { try await wire.send([byte]) }
            #expect(try await wire.reply().status == 200)
        }
    }

    @Test("A body beyond the limit is refused: by its announced length, or when it has come so far")
    func bodyLimit() async throws {
        try await RunningServer.run {
            $0.limits.body = 1000
        } _: { server in
            let announced = try await Wire.connect(server)
            try await announced.send("POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1001\r\n\r\n")
            #expect(try await announced.reply().status == 413)

            let chunked = try await Wire.connect(server)
            try await chunked.send(
                "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
            for _ in 0..<3 { try await chunked.send("190\r\n" + String(repeating: " ", count: 400) + "\r\n") }
            let reply = try await chunked.reply()
            #expect(reply.status == 413)
            #expect(reply.headers["connection"] == "close")
            // The server waits for the rest for a while, and not for a machine that is busy.
            try? await chunked.send("0\r\n\r\n")
            try await chunked.closure()
            #expect(server.service.answered == 0)
        }
    }

    @Test("Headers beyond the limit are refused")
    func headerLimit() async throws {
        try await RunningServer.run { server in
            let long = try await server.ask(server.get("/healthz", headers: ["X-A: " + String(repeating: "a", count: 40_000)]))
            #expect(long.status == 431)
            let many = try await server.ask(server.get("/healthz", headers: (0..<200).map { "X-\($0): a" }))
            #expect(many.status == 431)
        }
    }

    @Test("Two messages in one, by a length and chunks at once, are refused")
    func smuggling() async throws {
        try await RunningServer.run { server in
            let reply = try await server.ask(
                "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
            #expect(reply.status == 400)
            let twice = try await server.ask("POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}")
            #expect(twice.status == 400)
        }
    }

    @Test("A body that does not come in time is refused, and so is a silent connection closed")
    func slow() async throws {
        // Each server is quick in one thing only: on a busy machine a client may itself be late with what it sends.
        try await RunningServer.run {
            $0.timeouts.body = .seconds(1)
        } _: { server in
            let body = try await Wire.connect(server)
            try await body.send("POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{")
            #expect(try await body.reply().status == 408)
            try await body.closure()
        }
        try await RunningServer.run {
            $0.timeouts.firstHead = .seconds(1)
        } _: { server in
            let silent = try await Wire.connect(server)
            try? await silent.send("POST /gra")
            try await silent.closure()
        }
        try await RunningServer.run {
            $0.timeouts.idle = .seconds(1)
        } _: { server in
            let idle = try await Wire.connect(server)
            try await idle.send(server.get("/healthz"))
            _ = try await idle.reply()
            try await idle.closure()
        }
    }

    @Test("100-continue is answered where the body is wanted, and not where it is not")
    func expectation() async throws {
        try await RunningServer.run {
            $0.limits.body = 1000
        } _: { server in
            let wire = try await Wire.connect(server)
            let request = server.post("{ a }", headers: ["Expect: 100-continue"])
            let split = try #require(request.range(of: "\r\n\r\n")).upperBound
            try await wire.send(String(request[..<split]))
            #expect(try await wire.reply().status == 100)
            try await wire.send(String(request[split...]))
            #expect(try await wire.reply().status == 200)

            let unwanted = try await Wire.connect(server)
            try await unwanted.send("POST /graphql HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5000\r\n\r\n")
            #expect(try await unwanted.reply().status == 413)
        }
    }

    @Test("A client that goes away stops what runs for it")
    func disconnect() async throws {
        try await RunningServer.run { server in
            let wire = try await Wire.connect(server)
            try await wire.send(server.post("never"))
            while server.service.answered == 0 { try await Task.sleep(for: .milliseconds(5)) }
            try await wire.close()
            for _ in 0..<6000 where server.service.cancelled == 0 { try await Task.sleep(for: .milliseconds(5)) }
            #expect(server.service.cancelled == 1)
            #expect(server.server.metrics.abandoned.value == 1)
        }
    }

    @Test("A request that the service forgets is answered all the same, and stopped")
    func forgotten() async throws {
        try await RunningServer.run {
            $0.timeouts.request = .seconds(2)
        } _: { server in
            let wire = try await Wire.connect(server)
            try await wire.send(server.post("never"))
            let reply = try await wire.reply()
            #expect(reply.status == 504)
            #expect(reply.text.contains("TIMEOUT"))
            try await wire.send(server.post("{ a }"))
            #expect(try await wire.reply().status == 200)
            // Behind the answer, in the same turn of its event loop.
            #expect(server.service.cancelled == 1)
        }
    }

    @Test("Shutdown finishes what runs, closes what is idle, and takes nothing new")
    func shutdown() async throws {
        let port = try await RunningServer.run { server in
            let idle = try await Wire.connect(server)
            try await idle.send(server.get("/healthz"))
            _ = try await idle.reply()
            let busy = try await Wire.connect(server)
            try await busy.send(server.post("very slow"))
            while server.service.answered == 0 { try await Task.sleep(for: .milliseconds(5)) }
            await server.stop()
            let reply = try await busy.reply()
            #expect(reply.status == 200)
            #expect(reply.headers["connection"] == "close")
            try await busy.closure()
            try await idle.closure()
            await #expect(throws: (any Error).self) { try await Wire.connect(server) }
            return server.port
        }
        #expect(port > 0)
    }

    @Test("Shutdown does not wait for ever")
    func shutdownDeadline() async throws {
        let start = ContinuousClock.now
        try await RunningServer.run {
            $0.timeouts.shutdown = .milliseconds(200)
        } _: { server in
            let wire = try await Wire.connect(server)
            try await wire.send(server.post("never"))
            while server.service.answered == 0 { try await Task.sleep(for: .milliseconds(5)) }
            await server.stop()
            try await wire.closure()
            // The client sees the end before whoever answers is told of it.
            for _ in 0..<2000 where server.service.cancelled == 0 { try await Task.sleep(for: .milliseconds(10)) }
            #expect(server.service.cancelled == 1)
        }
        // Far from the half minute that a request may take, however slow the machine.
        #expect(ContinuousClock.now - start < .seconds(25))
    }

    @Test("Many clients at once each get their own answers")
    func load() async throws {
        try await RunningServer.run { server in
            try await withThrowingTaskGroup { group in
                for _ in 0..<50 {
                    group.addTask {
                        let wire = try await Wire.connect(server)
                        for round in 0..<20 {
                            try await wire.send(server.post(round.isMultiple(of: 7) ? "big" : "{ a }"))
                            #expect(try await wire.reply().body.count == (round.isMultiple(of: 7) ? 20_026 : 31))
                        }
                        try await wire.close()
                    }
                }
                try await group.waitForAll()
            }
            #expect(server.service.answered == 1000)
        }
    }
}
