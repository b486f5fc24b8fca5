import Foundation
import NIOCore
import Testing

@testable import Gateway

/// Clients that take an answer of ten megabytes slowly, or not at all.
@Suite("Slow clients")
struct SlowClientTests {
    private static let size = (10 << 20) + 26

    @Test("An answer is sent whole, however late the client takes it, before its connection is closed or counts as idle")
    func whole() async throws {
        try await RunningServer.run {
            $0.timeouts.idle = .seconds(1)
        } _: { server in
            let requests = [
                server.post("huge", headers: ["Connection: close"]),
                server.post("huge").replacing("HTTP/1.1", with: "HTTP/1.0"),
                server.post("huge", headers: ["Connection: close"]) + server.get("/healthz"),
                server.post("huge"),
            ]
            var wires: [Wire] = []
            for request in requests {
                let wire = try await Wire.connect(server, autoRead: false)
                try await wire.send(request)
                wires.append(wire)
            }
            while server.service.answered < requests.count { try await Task.sleep(for: .milliseconds(5)) }
            // Longer than anything but the limit for writing, which is half a minute.
            try await Task.sleep(for: .seconds(4))
            for wire in wires {
                try await wire.takeAll()
                #expect(try await wire.reply().body.count == Self.size)
                try await wire.closure()
            }
        }
    }

    @Test("A pipelined request waits until the answer before it is sent")
    func pipelined() async throws {
        try await RunningServer.run { server in
            let wire = try await Wire.connect(server, autoRead: false)
            try await wire.send(server.post("huge") + server.post("{ a }"))
            while server.service.answered == 0 { try await Task.sleep(for: .milliseconds(5)) }
            #expect(server.service.answered == 1)
            try await wire.takeAll()
            #expect(try await wire.reply().body.count == Self.size)
            #expect(try await wire.reply().status == 200)
        }
    }

    @Test("Shutdown sends what was answered whole, and does not keep others waiting for it")
    func shutdown() async throws {
        try await RunningServer.run {
            $0.timeouts.shutdown = .seconds(600)
        } _: { server in
            let slow = try await Wire.connect(server, autoRead: false)
            try await slow.send(server.post("huge"))
            while server.service.answered == 0 { try await Task.sleep(for: .milliseconds(5)) }
            // Some on every loop, so that all of them are seen to shut down.
            var idle: [Wire] = []
            for _ in 0..<64 {
                let wire = try await Wire.connect(server)
                try await wire.send(server.get("/healthz"))
                _ = try await wire.reply()
                idle.append(wire)
            }
            await server.stop()
            for wire in idle { try await wire.closure() }
            try await slow.takeAll()
            #expect(try await slow.reply().body.count == Self.size)
            try await slow.closure()
        }
    }

    @Test("Who takes some all the time is served; who takes nothing is not for ever")
    func steady() async throws {
        let start = ContinuousClock.now
        try await RunningServer.run {
            $0.timeouts.write = .seconds(6)
        } _: { server in
            let steady = try await Wire.connect(server, autoRead: false)
            try await steady.send(server.post("huge"))
            while ContinuousClock.now - start < .seconds(9) {
                steady.takeSome()
                try await Task.sleep(for: .milliseconds(50))
            }
            try await steady.takeAll()
            #expect(try await steady.reply().body.count == Self.size)
            try await steady.close()

            let still = try await Wire.connect(server, autoRead: false)
            try await still.send(server.post("huge"))
            while server.server.metrics.openConnections.value > 0 { try await Task.sleep(for: .milliseconds(20)) }
            #expect(server.service.answered == 2)
        }
    }

    @Test("A standstill begins anew with every byte that is taken")
    func standstill() {
        let start = NIODeadline.now()
        var standstill = Standstill(since: start)
        #expect(standstill.duration(waiting: 1000, at: start + .seconds(1)) == .zero)
        #expect(standstill.duration(waiting: 1000, at: start + .seconds(5)) == .seconds(4))
        #expect(standstill.duration(waiting: 999, at: start + .seconds(6)) == .zero)
        #expect(standstill.duration(waiting: 999, at: start + .seconds(8)) == .seconds(2))
    }
}
