import Access
import Execution
import Foundation
import GraphModel
import NIOCore
import Testing

@testable import Gateway

@Suite("WebSockets")
struct SocketTests {
    // MARK: - How one begins

    @Test("The answer to RFC 6455's own key is RFC 6455's own, and names the protocol")
    func handshake() async throws {
        try await RunningServer.run { server in
            let wire = try await Wire.connect(server)
            try await wire.send(SocketWire.request(protocols: "graphql-ws, graphql-transport-ws"))
            let head = try await wire.head()
            #expect(head.status == 101)
            #expect(head.headers["sec-websocket-accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
            #expect(head.headers["sec-websocket-protocol"] == "graphql-transport-ws")
            #expect(head.headers["upgrade"] == "websocket" && head.headers["connection"] == "Upgrade")
        }
    }

    @Test(
        "What is no offer is refused over HTTP",
        arguments: [
            (SocketWire.request(version: "8"), 426), (SocketWire.request(key: "c2hvcnQ="), 400), (SocketWire.request(protocols: nil), 400),
            (SocketWire.request(protocols: "graphql-ws"), 400), (SocketWire.request(headers: ["Origin: https://evil.example"]), 403),
            (SocketWire.request(headers: ["Authorization: Bearer souk_nonsense"]), 401), (SocketWire.request("/nowhere"), 404),
        ])
    func refusals(request: String, status: Int) async throws {
        try await RunningServer.run { server in
            let reply = try await server.ask(request)
            #expect(reply.status == status)
            if status == 426 { #expect(reply.headers["sec-websocket-version"] == "13") }
        }
    }

    @Test(
        "Pages of this gateway and of allowed origins may open one",
        arguments: [
            "Origin: http://localhost", "Origin: https://shop.example", "Origin: https://other.example\r\nSec-Fetch-Site: same-origin",
        ])
    func origins(header: String) async throws {
        try await RunningServer.run {
            $0.cors.origins = .only(["https://shop.example"])
        } _: { server in
            _ = try await SocketWire.connect(server, headers: [header])
        }
    }

    @Test("The token is taken from connection_init, from a header of that name within it, or from the request")
    func credentials() async throws {
        try await RunningServer.run { server in
            let bearer = "Bearer \(server.token.text)"
            for payload in [#"{"Authorization":"\#(bearer)"}"#, #"{"headers":{"authorization":"\#(bearer)"}}"#] {
                let socket = try await SocketWire.connect(server)
                try await socket.send(#"{"type":"connection_init","payload":\#(payload)}"#)
                #expect(try await socket.text() == #"{"type":"connection_ack"}"#)
            }
            let socket = try await SocketWire.open(server)
            try await socket.subscribe("1", "{ a }")
            _ = try await socket.text()
            #expect(server.service.lastPrincipal?.role == .buyer)
        }
    }

    @Test("A visitor names the marketplace by the path")
    func visitor() async throws {
        try await RunningServer.run { server in
            let socket = try await SocketWire.connect(server, "/t/lumen/graphql", behind: SocketWire.frame(#"{"type":"connection_init"}"#))
            #expect(try await socket.text() == #"{"type":"connection_ack"}"#)
            try await socket.subscribe("1", "{ a }")
            #expect(try await socket.text().contains("Query"))
            #expect(server.service.lastPrincipal?.role == .anonymous)
        }
    }

    // MARK: - What is said

    @Test("A query is answered and complete; a request without data is an error, and both leave the connection to others")
    func operations() async throws {
        try await RunningServer.run { server in
            let socket = try await SocketWire.open(server)
            for _ in 0..<3 {
                try await socket.subscribe("a \\\" b", "{ a }")
                #expect(try await socket.text() == #"{"id":"a \" b","type":"next","payload":{"data":{"__typename":"Query"}}}"#)
                #expect(try await socket.text() == #"{"id":"a \" b","type":"complete"}"#)
            }
            try await socket.subscribe("2", "thisFieldDoesNotExist")
            #expect(
                try await socket.text()
                    == #"{"id":"2","type":"error","payload":[{"message":"refused","extensions":{"code":"VALIDATION"}}]}"#)
            try await socket.subscribe("3", "mutation")
            #expect(try await socket.text().hasPrefix(#"{"id":"3","type":"next""#))
            try await socket.send(#"{"id":"4","type":"subscribe","payload":{"variables":{}}}"#)
            #expect(try await socket.text().hasPrefix(#"{"id":"3","type":"complete""#))
            #expect(try await socket.text().hasPrefix(#"{"id":"4","type":"error","payload":[{"message":"The request has neither query"#))
        }
    }

    @Test("Pings are answered, the protocol's with what they hold, and the WebSocket's too")
    func pings() async throws {
        try await RunningServer.run { server in
            let socket = try await SocketWire.connect(server)
            try await socket.send(#"{"type":"ping"}"#)
            #expect(try await socket.text() == #"{"type":"pong"}"#)
            try await socket.send(#"{"type":"ping","payload":{"a":[1,null]}}"#)
            #expect(try await socket.text() == #"{"type":"pong","payload":{"a":[1,null]}}"#)
            try await socket.send(#"{"type":"pong"}"#)
            try await socket.send("hello", opcode: 9)
            #expect(try await socket.frame() == SocketWire.Frame(opcode: 10, payload: Array("hello".utf8)))
        }
    }

    @Test("A message in pieces is one message")
    func fragments() async throws {
        try await RunningServer.run { server in
            let socket = try await SocketWire.open(server)
            let message = #"{"id":"1","type":"subscribe","payload":{"query":"{ a }"}}"#
            let pieces = [message.prefix(10), message.dropFirst(10).prefix(20), message.dropFirst(30)]
            for (index, piece) in pieces.enumerated() {
                try await socket.wire.send(SocketWire.frame(String(piece), opcode: index == 0 ? 1 : 0, isFinal: index == 2))
                try await socket.wire.send(SocketWire.frame("", opcode: 10))
            }
            #expect(try await socket.text().contains("next"))
        }
    }

    @Test(
        "What is not the protocol closes the connection with the code that says why",
        arguments: [
            (#"{"id":"1","type":"subscribe","payload":{"query":"{ a }"}}"#, 4401), ("no JSON", 4400), ("[]", 4400), (#"{"type":5}"#, 4400),
            (#"{"type":"start"}"#, 4400), (#"{"type":"connection_init","payload":[]}"#, 4400), (#"{"type":"complete"}"#, 4400),
            (#"{"type":"subscribe","id":""}"#, 4400), (#"{"type":"subscribe","id":"1"}"#, 4400),
            (#"{"type":"connection_init","payload":{"authorization":"Bearer souk_nonsense"}}"#, 4403),
            (#"{"type":"connection_init"}"#, 4403),
        ])
    func misunderstandings(message: String, code: Int) async throws {
        try await RunningServer.run { server in
            let socket = try await SocketWire.connect(server)
            try await socket.send(message)
            #expect(try await socket.closeCode() == code)
            // Whoever agrees need not wait, and whoever does not is waited for shortly.
            try? await socket.send("", opcode: 8)
            try await socket.wire.closure()
        }
    }

    @Test(
        "Frames that no client may send close it",
        arguments: [
            (SocketWire.frame("{}", opcode: 2), 4400), (SocketWire.frame("{}", isMasked: false), 1002),
            (SocketWire.frame("{}", opcode: 0), 1002), ([0xC1] + SocketWire.frame("{}").dropFirst(), 1002),
        ])
    func frames(bytes: [UInt8], code: Int) async throws {
        try await RunningServer.run { server in
            let socket = try await SocketWire.connect(server)
            try await socket.wire.send(bytes)
            #expect(try await socket.closeCode() == code)
        }
    }

    @Test("An id that is under way cannot be taken, nor can the opening be repeated")
    func twice() async throws {
        try await RunningServer.run { server in
            let socket = try await SocketWire.open(server)
            try await socket.subscribe("1", "never")
            try await socket.subscribe("1", "{ a }")
            #expect(try await socket.closeCode() == 4409)
            try await socket.wire.close()
            let other = try await SocketWire.open(server)
            try await other.send(#"{"type":"connection_init"}"#)
            #expect(try await other.closeCode() == 4429)
        }
    }

    @Test("Whoever does not open it in time, or is silent, is let go")
    func silence() async throws {
        try await RunningServer.run {
            $0.timeouts.socketOpening = .milliseconds(300)
            $0.timeouts.socketPing = .milliseconds(300)
        } _: { server in
            let silent = try await SocketWire.connect(server)
            #expect(try await silent.closeCode() == 4408)
            let socket = try await SocketWire.open(server)
            #expect(try await socket.frame().opcode == 9)
            try await socket.wire.closure()
        }
    }

    // MARK: - What it may take

    @Test("Strangers' messages are short, and those with a token may be as long as a body")
    func sizes() async throws {
        try await RunningServer.run { server in
            let stranger = try await SocketWire.connect(server)
            try await stranger.send(#"{"type":"ping","payload":{"a":"\#(String(repeating: "a", count: 20_000))"}}"#)
            #expect(try await stranger.closeCode() == 1009)
            let known = try await SocketWire.open(server)
            try await known.send(#"{"type":"ping","payload":{"a":"\#(String(repeating: "a", count: 500_000))"}}"#)
            #expect(try await known.text().utf8.count > 500_000)
            try await known.send(#"{"type":"ping","payload":{"a":"\#(String(repeating: "a", count: 1_100_000))"}}"#)
            #expect(try await known.closeCode() == 1009)
        }
    }

    @Test("What is not whole yet is bounded too, in bytes and in time")
    func unfinished() async throws {
        try await RunningServer.run {
            $0.timeouts.body = .seconds(1)
        } _: { server in
            let stranger = try await SocketWire.connect(server)
            let piece = SocketWire.frame(String(repeating: "a", count: 10_000), isFinal: false)
            let next = SocketWire.frame(String(repeating: "a", count: 10_000), opcode: 0, isFinal: false)
            try await stranger.wire.send(piece + next + next + next)
            #expect(try await stranger.closeCode() == 1009)
            // The beginning of one frame that says it is long.
            let other = try await SocketWire.connect(server)
            try await other.wire.send(Array(SocketWire.frame(String(repeating: "a", count: 200_000)).prefix(50_000)))
            #expect(try await other.closeCode() == 1009)
            let slow = try await SocketWire.open(server)
            try await slow.wire.send(piece)
            try await slow.wire.send(SocketWire.frame("", opcode: 10))
            #expect(try await slow.closeCode() == 1008)
        }
    }

    @Test(
        "Whoever says that it is over has that said back, as far as it is a reason",
        arguments: [([], 1000), ([3, 232], 1000), ([17, 48], 4400), ([3], 1002), ([3, 237], 1002), ([0, 99], 1002)])
    func farewell(said: [UInt8], code: Int) async throws {
        try await RunningServer.run { server in
            let socket = try await SocketWire.connect(server)
            try await socket.wire.send([0x88, 0x80 | UInt8(said.count), 0, 0, 0, 0] + said)
            #expect(try await socket.closeCode() == code)
            try await socket.wire.closure()
        }
    }

    @Test("A client that is gone while it is told why is counted once")
    func gone() async throws {
        try await RunningServer.run { server in
            for _ in 0..<20 {
                let socket = try await SocketWire.connect(server)
                try await socket.send("garbage")
                try await socket.wire.close()
            }
            while server.server.metrics.openConnections.value > 0 { try await Task.sleep(for: .milliseconds(5)) }
            #expect(server.server.metrics.openSockets.value == 0)
        }
    }

    @Test("Beyond so many operations another is refused, until one is over")
    func operationLimit() async throws {
        try await RunningServer.run {
            $0.limits.socketOperations = 2
        } _: { server in
            let socket = try await SocketWire.open(server)
            try await socket.subscribe("1", "never")
            try await socket.subscribe("2", "never")
            try await socket.subscribe("3", "{ a }")
            #expect(try await socket.text().contains(#""code":"RATE_LIMITED""#))
            try await socket.send(#"{"id":"1","type":"complete"}"#)
            try await socket.subscribe("3", "{ a }")
            #expect(try await socket.text().contains("next"))
            try await socket.wire.close()
        }
    }

    @Test("What nobody waits for any more is called off")
    func cancelling() async throws {
        try await RunningServer.run { server in
            let socket = try await SocketWire.open(server)
            for id in ["1", "2", "3"] { try await socket.subscribe(id, "never") }
            try await socket.send(#"{"id":"1","type":"complete"}"#)
            // The id is free again.
            try await socket.subscribe("1", "{ a }")
            #expect(try await socket.text().contains("next"))
            #expect(server.service.cancelled == 1)
            try await socket.wire.close()
            while server.service.cancelled < 3 { try await Task.sleep(for: .milliseconds(5)) }
            while server.server.metrics.openSockets.value > 0 { try await Task.sleep(for: .milliseconds(5)) }
        }
    }

    @Test("Of a client that takes nothing no more is read, and all of it once it does")
    func slowClient() async throws {
        try await RunningServer.run { server in
            let socket = try await SocketWire.open(server, autoRead: false)
            // More than the systems of both sides keep.
            let ping = SocketWire.frame(#"{"type":"ping","payload":{"a":"\#(String(repeating: "a", count: 100_000))"}}"#)
            let total = 100 * (ping.count - 14)
            _ = socket.wire.flood(Array(repeatElement(ping, count: 100).joined()))
            var received = -1
            while received != server.server.metrics.receivedBytes.value {
                received = server.server.metrics.receivedBytes.value
                try await Task.sleep(for: .seconds(1))
            }
            #expect(received < total)
            try await socket.wire.takeAll()
            while server.server.metrics.receivedBytes.value < total { try await Task.sleep(for: .milliseconds(10)) }
        }
    }

    @Test("Whoever only answers the gateway's pings is there, however long it says nothing else")
    func listening() async throws {
        try await RunningServer.run {
            $0.timeouts.socketPing = .seconds(2)
            $0.timeouts.body = .seconds(1)
        } _: { server in
            let socket = try await SocketWire.open(server)
            for _ in 0..<3 {
                while try await socket.frame().opcode != 9 {}
                try await socket.send("", opcode: 10)
            }
            try await socket.subscribe("1", "{ a }")
            while true {
                let frame = try await socket.frame()
                #expect(frame.opcode != 8)
                if frame.text.contains("next") || frame.opcode == 8 { break }
            }
        }
    }

    @Test("A gateway that ends tells its clients, once what runs is answered")
    func draining() async throws {
        try await RunningServer.run { server in
            let (idle, busy) = (try await SocketWire.open(server), try await SocketWire.open(server))
            try await busy.subscribe("1", "very slow")
            while server.service.answered < 1 { try await Task.sleep(for: .milliseconds(5)) }
            async let stopped: Void = server.stop()
            #expect(try await idle.closeCode() == 1001)
            #expect(try await busy.text().contains("next"))
            #expect(try await busy.text().contains("complete"))
            #expect(try await busy.closeCode() == 1001)
            await stopped
        }
    }
}
