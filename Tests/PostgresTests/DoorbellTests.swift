import Foundation
import NIOCore
import NIOPosix
import Testing

@testable import Postgres

@Suite("The doorbell", .serialized)
struct DoorbellTests {
    /// What this system offers: older kernels and some containers leave it to a thread.
    private static let offered = Doorbell.Waiting.allCases.filter {
        (try? Doorbell(on: MultiThreadedEventLoopGroup.singleton.next(), by: $0)) != nil
    }

    /// Remembers how often it was rung. Touched on the loop only.
    private final class Visitor: Doorbell.Visitor, @unchecked Sendable {
        var rings = 0
        var onRing: (() -> Void)?

        func socketIsReady() {
            rings += 1
            onRing?()
        }
    }

    /// A doorbell and the two ends of a connection.
    private final class Ground: @unchecked Sendable {
        let doorbell: Doorbell
        let socket: Int32
        let peer: Int32
        let visitor = Visitor()

        init(_ waiting: Doorbell.Waiting, on loop: any EventLoop, sockets: Int) throws {
            doorbell = try Doorbell(on: loop, by: waiting, sockets: sockets)
            var ends: [Int32] = [0, 0]
            #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
            (socket, peer) = (ends[0], ends[1])
        }

        /// On the loop.
        func run<Value: Sendable>(_ body: @escaping @Sendable (Ground) throws -> Value) async throws -> Value {
            try await doorbell.eventLoop.submit { try body(self) }.get()
        }

        /// Expects so many rings, once nothing more is on its way.
        func expect(_ rings: Int, _ comment: Comment? = nil, at place: SourceLocation = #_sourceLocation) async throws {
            // However slow the machine; and then a while for one that must not come.
            for _ in 0..<6000 where try await run({ $0.visitor.rings }) < rings { try await Task.sleep(for: .milliseconds(10)) }
            try await Task.sleep(for: .milliseconds(60))
            let heard = try await run { $0.visitor.rings }
            #expect(heard == rings, comment, sourceLocation: place)
        }

        func arm(_ registration: Doorbell.Registration, writing: Bool) async throws {
            let isArmed = try await run { $0.doorbell.arm(registration, $0.socket, writing: writing) }
            #expect(isArmed)
        }
    }

    private func with(
        _ waiting: Doorbell.Waiting, sockets: Int = 128, _ body: (Ground, Doorbell.Registration) async throws -> Void
    ) async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        do {
            let ground = try Ground(waiting, on: group.next(), sockets: sockets)
            let registration = try await ground.run { try $0.doorbell.add($0.socket, for: $0.visitor) }
            try await body(ground, registration)
            try await ground.run { $0.doorbell.remove(registration, $0.socket) }
            close(ground.socket)
            close(ground.peer)
        }
        try await group.shutdownGracefully()
    }

    private func say(_ text: String, to socket: Int32) { #expect(write(socket, text, text.utf8.count) == text.utf8.count) }

    @Test("rings once for each time that it was armed, as long as there is something to read", arguments: offered)
    func reading(waiting: Doorbell.Waiting) async throws {
        try await with(waiting) { ground, registration in
            say("a", to: ground.peer)
            try await ground.expect(0, "nobody waited")
            try await ground.arm(registration, writing: false)
            try await ground.expect(1)
            say("b", to: ground.peer)
            try await ground.expect(1, "nobody waited for more")
            try await ground.arm(registration, writing: false)
            try await ground.expect(2, "it was there already")
            var bytes = [UInt8](repeating: 0, count: 8)
            #expect(read(ground.socket, &bytes, 8) == 2)
            try await ground.arm(registration, writing: false)
            try await ground.expect(2)
            say("c", to: ground.peer)
            try await ground.expect(3)
        }
    }

    @Test("rings when there is room to write, though it waits for something to read already", arguments: offered)
    func writing(waiting: Doorbell.Waiting) async throws {
        try await with(waiting) { ground, registration in
            try await ground.arm(registration, writing: false)
            try await ground.expect(0)
            try await ground.arm(registration, writing: true)
            try await ground.expect(1)
            try await ground.arm(registration, writing: false)
            say("a", to: ground.peer)
            try await ground.expect(2)
        }
    }

    @Test("rings when the peer is gone", arguments: offered)
    func hangingUp(waiting: Doorbell.Waiting) async throws {
        try await with(waiting) { ground, registration in
            try await ground.arm(registration, writing: false)
            shutdown(ground.peer, Int32(SHUT_RDWR))
            try await ground.expect(1)
        }
    }

    @Test("does not ring for what was removed, be it that its event is on the way", arguments: offered)
    func removing(waiting: Doorbell.Waiting) async throws {
        try await with(waiting) { ground, registration in
            let others = try await ground.run { ground in
                #expect(ground.doorbell.arm(registration, ground.socket, writing: true))
                ground.doorbell.remove(registration, ground.socket)
                // The same socket under another key.
                return try ground.doorbell.add(ground.socket, for: ground.visitor)
            }
            say("a", to: ground.peer)
            try await ground.expect(0)
            try await ground.arm(others, writing: false)
            try await ground.expect(1)
            try await ground.run { $0.doorbell.remove(others, $0.socket) }
        }
    }

    @Test("rings for each of many that are ready together, but for those that one of them removes", arguments: offered)
    func many(waiting: Doorbell.Waiting) async throws {
        try await with(waiting) { ground, _ in
            let copies = try await ground.run { ground in
                try (0..<100).map { _ in
                    let copy = dup(ground.socket)
                    let registration = try ground.doorbell.add(copy, for: ground.visitor)
                    #expect(ground.doorbell.arm(registration, copy, writing: false))
                    return (copy, registration)
                }
            }
            say("a", to: ground.peer)
            try await ground.expect(100)
            try await ground.run { ground in
                for (copy, registration) in copies { #expect(ground.doorbell.arm(registration, copy, writing: false)) }
                ground.visitor.onRing = { for (copy, registration) in copies { ground.doorbell.remove(registration, copy) } }
            }
            try await ground.expect(101)
            try await ground.run { $0.visitor.onRing = nil }
            for (copy, _) in copies { close(copy) }
        }
    }

    @Test("is answered by a thread when the kernel's signal is lost, and whoever waited is told", .enabled(if: offered.contains(.kernel)))
    func losing() async throws {
        try await with(.kernel) { ground, registration in
            try await ground.arm(registration, writing: false)
            try await ground.run { $0.doorbell.replaceWatch() }
            try await ground.expect(1)
            let isArmed = try await ground.run { $0.doorbell.arm(registration, $0.socket, writing: false) }
            #expect(!isArmed, "it has to be added anew")
            let again = try await ground.run { ground in
                #expect(ground.doorbell.waiting == .thread)
                ground.doorbell.remove(registration, ground.socket)
                return try ground.doorbell.add(ground.socket, for: ground.visitor)
            }
            try await ground.arm(again, writing: false)
            say("a", to: ground.peer)
            try await ground.expect(2)
            try await ground.run { $0.doorbell.remove(again, $0.socket) }
        }
    }

    @Test("takes no more sockets than it was made for", .enabled(if: offered.contains(.kernel)))
    func full() async throws {
        try await with(.kernel, sockets: 2) { ground, _ in
            try await ground.run { ground in
                let second = try ground.doorbell.add(dup(ground.socket), for: ground.visitor)
                #expect(throws: PostgresError.self) { try ground.doorbell.add(ground.peer, for: ground.visitor) }
                ground.doorbell.remove(second, ground.socket)
                _ = try ground.doorbell.add(ground.peer, for: ground.visitor)
            }
        }
    }

    @Test("goes with its owner, and leaves no descriptor behind", arguments: offered)
    func leaving(waiting: Doorbell.Waiting) async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let before = eventDescriptors()
        for _ in 0..<50 { _ = try Doorbell(on: group.next(), by: waiting) }
        // Other tests open and close some meanwhile.
        for _ in 0..<1200 where eventDescriptors() >= before + 40 { try await Task.sleep(for: .milliseconds(50)) }
        #expect(eventDescriptors() < before + 40)
        try await group.shutdownGracefully()
    }

    /// How many eventfds this process has.
    private func eventDescriptors() -> Int {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return names.count {
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)"))?.contains("eventfd") == true
        }
    }
}
