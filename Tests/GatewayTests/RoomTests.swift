import Access
import NIOCore
import NIOPosix
import Testing

@testable import Gateway

/// What clients take of the gateway without giving it back.
@Suite("Room for others")
struct RoomTests {
    @Test("Where no more connections are accepted, the one that was idle for the longest gives way")
    func idleConnections() async throws {
        try await RunningServer.run {
            $0.mostConnections = 3
            $0.timeouts.leastIdle = .seconds(4)
            $0.timeouts.request = .seconds(600)
            $0.timeouts.shutdown = .seconds(1)
        } _: { server in
            let busy = try await Wire.connect(server)
            try await busy.send(server.post("never"))
            while server.service.answered < 1 { try await Task.sleep(for: .milliseconds(5)) }
            var idle: [Wire] = []
            for _ in 0..<2 {
                let wire = try await Wire.connect(server)
                try await wire.send(server.get("/healthz"))
                #expect(try await wire.reply().status == 200)
                idle.append(wire)
            }
            let new = try await Wire.connect(server)
            try await new.send(server.get("/healthz"))
            #expect(try await new.reply().status == 200)
            // The one that gave way learns of it in its own time.
            for _ in 0..<500 where !idle[0].isClosed { try await Task.sleep(for: .milliseconds(10)) }
            #expect(idle[0].isClosed && !busy.isClosed)
        }
    }

    @Test("While all connections are busy, others wait their turn")
    func busyConnections() async throws {
        try await RunningServer.run {
            $0.mostConnections = 1
            $0.timeouts.request = .seconds(600)
        } _: { server in
            let busy = try await Wire.connect(server)
            try await busy.send(server.post("never"))
            while server.service.answered < 1 { try await Task.sleep(for: .milliseconds(5)) }
            let next = try await Wire.connect(server)
            try await next.send(server.get("/healthz"))
            await #expect(throws: Wire.Silence.self) { try await next.reply(within: .seconds(3)) }
            try await busy.close()
            #expect(try await next.reply().status == 200)
            #expect(server.server.metrics.openConnections.value == 1)
        }
    }

    @Test("Who does not take an answer loses it when others need the room, and short answers are always sent")
    func unsent() async throws {
        try await RunningServer.run {
            // Each loop has room for one answer of ten megabytes, and not for two.
            $0.limits.unsent = (15 << 20) * System.coreCount
        } _: { server in
            var stuck: [Wire] = []
            // Some of them meet on a loop: those that come at once find no room and nobody who has stood still for long.
            for _ in 0..<(4 * System.coreCount) {
                let wire = try await Wire.connect(server, autoRead: false)
                try await wire.send(server.post("huge"))
                stuck.append(wire)
            }
            while server.service.answered < stuck.count { try await Task.sleep(for: .milliseconds(5)) }
            #expect(try await server.ask(server.post("{ a }")).status == 200)
            try await Task.sleep(for: .seconds(2))
            // By now all that stand still give way.
            for _ in 0..<(4 * System.coreCount) { #expect(try await server.ask(server.post("huge")).status == 200) }
            var (whole, refused, dropped) = (0, 0, 0)
            for wire in stuck {
                try await wire.takeAll()
                switch try? await wire.reply(within: .seconds(wire.isClosed ? 0 : 5)) {
                case let reply? where reply.status == 503:
                    #expect(reply.headers["retry-after"] == "1" && reply.text.contains("UNAVAILABLE"))
                    refused += 1
                case .some: whole += 1
                case nil: dropped += 1
                }
            }
            #expect(dropped > 0, "\(whole) \(refused) \(dropped)")
        }
    }

    @Test("Without room a long answer is refused, a short one is sent, and one that tells of something written is never lost")
    func written() async throws {
        try await RunningServer.run {
            $0.limits.unsent = 0
            $0.limits.batch = 2
        } _: { server in
            let batch = #"[{"query":"{ big }"},{"query":"mutation { big }"}]"#
            let requests = [server.post("{ big }"), server.post("{ a }"), server.post("mutation { big }"), server.post(body: batch)]
            var statuses: [Int] = []
            for request in requests { statuses.append(try await server.ask(request).status) }
            #expect(statuses == [503, 200, 200, 200])
        }
    }

    @Test("What waits on a loop has a bound, which short answers pass")
    func bound() {
        let connections = LoopConnections(eventLoop: MultiThreadedEventLoopGroup.singleton.any(), unsentBound: 15 << 20)
        #expect(connections.reserve(10 << 20, for: .answer))
        #expect(!connections.reserve(10 << 20, for: .answer) && !connections.reserve(10 << 20, for: .part))
        #expect(connections.reserve(16 << 10, for: .answer) && !connections.reserve(5 << 20, for: .answer))
        // What tells of something written.
        #expect(connections.reserve(10 << 20, for: .certainAnswer))
        connections.release(20 << 20)
        #expect(connections.reserve(10 << 20, for: .answer))
    }

    @Test("A body without a token may be less long")
    func visitors() async throws {
        try await RunningServer.run {
            $0.limits.visitorBody = 1000
        } _: { server in
            let body = #"{"query":"{ a }","extensions":{"x":"\#(String(repeating: "x", count: 1000))"}}"#
            let short = #"{"query":"{ a }"}"#
            let head = "POST /t/lumen/graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
            let requests = [server.post(body: body)] + [body, short].map { "\(head)\($0.utf8.count)\r\n\r\n\($0)" }
            var statuses: [Int] = []
            for request in requests { statuses.append(try await server.ask(request).status) }
            #expect(statuses == [200, 413, 200])
        }
    }

    @Test("A long body is read once the token is known to be good")
    func tokenFirst() async throws {
        try await RunningServer.run { server in
            var codes: [String] = []
            for body in ["{", "{" + String(repeating: " ", count: 20_000)] {
                for token in [server.token.text, "nobody's"] {
                    let reply = try await server.ask(server.post(body: body).replacing(server.token.text, with: token))
                    codes.append("\(reply.status)")
                }
            }
            #expect(codes == ["400", "400", "400", "401"])
        }
    }
}
