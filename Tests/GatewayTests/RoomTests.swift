import Access
import NIOCore
import Testing

@testable import Gateway

/// What clients take of the gateway without giving it back.
@Suite("Room for others")
struct RoomTests {
    @Test("More connections than allowed wait their turn while all are busy; then the one that was idle for the longest gives way")
    func connections() async throws {
        try await RunningServer.run {
            $0.mostConnections = 2
            $0.timeouts.shutdown = .seconds(1)
            $0.timeouts.request = .seconds(600)
        } _: { server in
            let busy = try await Wire.connect(server)
            try await busy.send(server.post("never"))
            while server.service.answered < 1 { try await Task.sleep(for: .milliseconds(5)) }
            let idle = try await Wire.connect(server)
            try await idle.send(server.get("/healthz"))
            #expect(try await idle.reply().status == 200)
            let third = try await Wire.connect(server)
            try await third.send(server.get("/healthz"))
            await #expect(throws: Wire.Silence.self) { try await third.reply(within: .milliseconds(200)) }
            #expect(try await third.reply().status == 200)
            try await idle.closure()
            let fourth = try await Wire.connect(server)
            try await fourth.send(server.post("never"))
            try await third.closure()
            while server.service.answered < 2 { try await Task.sleep(for: .milliseconds(5)) }
            let fifth = try await Wire.connect(server)
            try await fifth.send(server.get("/healthz"))
            await #expect(throws: Wire.Silence.self) { try await fifth.reply(within: .seconds(3)) }
            try await busy.close()
            #expect(try await fifth.reply().status == 200)
            #expect(server.server.metrics.openConnections.value == 2)
            #expect(!fourth.isClosed)
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
            #expect(refused > 0 && dropped > 0, "\(whole) \(refused) \(dropped)")
        }
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
