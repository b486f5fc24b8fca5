import GraphQLLanguage
import Testing

@testable import Execution
@testable import Gateway

@Suite("Subscriptions over WebSockets")
struct SocketLiveTests {
    @Test("Each is told when it changes, until its client completes it, which leaves its id free")
    func told() async throws {
        try await RunningServer.run { server in
            let socket = try await SocketWire.open(server)
            try await socket.subscribe("1", "live")
            try await socket.subscribe("2", "live")
            for id in 1...2 { #expect(try await socket.text() == #"{"id":"\#(id)","type":"next","payload":{"data":{"live":"first"}}}"#) }
            server.service.setLive(.text("second"))
            let told = [try await socket.text(), try await socket.text()].sorted()
            #expect(told == (1...2).map { #"{"id":"\#($0)","type":"next","payload":{"data":{"live":"second"}}}"# })
            try await socket.send(#"{"id":"1","type":"complete"}"#)
            try await socket.subscribe("1", "{ a }")
            #expect(try await socket.text().contains("__typename"))
            #expect(try await socket.text().contains("complete"))
            server.service.setLive(.text("third"))
            #expect(try await socket.text().contains(#""id":"2""#))
            #expect(server.service.subscriptions.figures.open == 1)
            try await socket.wire.close()
            while server.service.subscriptions.figures.open > 0 { try await Task.sleep(for: .milliseconds(5)) }
        }
    }

    @Test("What can be followed no longer ends with its errors, or with what it had besides, and the connection stays")
    func ended() async throws {
        try await RunningServer.run { server in
            let socket = try await SocketWire.open(server)
            try await socket.subscribe("1", "live")
            _ = try await socket.text()
            server.service.setLive(.refused(.validation))
            #expect(
                try await socket.text()
                    == #"{"id":"1","type":"error","payload":[{"message":"refused","extensions":{"code":"VALIDATION"}}]}"#)
            server.service.setLive(.text("again"))
            try await socket.subscribe("1", "live")
            _ = try await socket.text()
            server.service.setLive(.flawed)
            #expect(try await socket.text().hasPrefix(#"{"id":"1","type":"next","payload":{"data":{"live":null}"#))
            #expect(try await socket.text() == #"{"id":"1","type":"complete"}"#)
            #expect(server.service.subscriptions.figures.open == 0)
        }
    }

    @Test("There is a place for some, and the rest is told so")
    func places() async throws {
        try await RunningServer.run { server in
            let socket = try await SocketWire.open(server)
            for id in 1...4 { try await socket.subscribe("\(id)", "live") }
            for _ in 1...4 { #expect(try await socket.text().contains("next")) }
            let refused = try await socket.text()
            #expect(refused.hasPrefix(#"{"id":"4","type":"error""#) && refused.contains("RATE_LIMITED"))
        }
    }

    @Test("A gateway that ends waits for none of them, nor for what its client gives up meanwhile")
    func draining() async throws {
        try await RunningServer.run { server in
            let (live, busy) = (try await SocketWire.open(server), try await SocketWire.open(server))
            try await live.subscribe("1", "live")
            _ = try await live.text()
            try await busy.subscribe("1", "never")
            while server.service.answered < 2 { try await Task.sleep(for: .milliseconds(2)) }
            async let stopped: Void = server.stop()
            #expect(try await live.closeCode() == 1001)
            try await busy.send(#"{"id":"1","type":"complete"}"#)
            #expect(try await busy.closeCode() == 1001)
            try await live.wire.close()
            try await busy.wire.close()
            await stopped
            #expect(server.service.subscriptions.figures.open == 0)
        }
    }
}
