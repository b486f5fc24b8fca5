import Access
import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A client that sends exactly the bytes it is told, and sees exactly what comes back.
final class Wire: Sendable {
    struct Reply: Sendable {
        var status: Int
        var headers: [String: String]
        var body: [UInt8]
        var text: String { String(decoding: body, as: UTF8.self) }
    }

    struct Silence: Error {}

    private final class Collector: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer
        let state = Mutex((bytes: [UInt8](), isClosed: false))

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let bytes = Array(buffer: unwrapInboundIn(data))
            state.withLock { $0.bytes += bytes }
        }

        func channelInactive(context: ChannelHandlerContext) {
            state.withLock { $0.isClosed = true }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }
    }

    private let channel: any Channel
    private let collector: Collector

    private init(_ channel: any Channel, _ collector: Collector) {
        self.channel = channel
        self.collector = collector
    }

    static func connect(
        _ server: RunningServer, tls: NIOSSLContext? = nil, autoRead: Bool = true, at host: String = "127.0.0.1", port: Int? = nil
    ) async throws -> Wire {
        let collector = Collector()
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.autoRead, value: autoRead)
            // Who does not read by itself has little room for what it has not read.
            .channelOption(.socketOption(.so_rcvbuf), value: autoRead ? 1 << 20 : 16 << 10)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLClientHandler(context: tls, serverHostname: nil)) }
                    try channel.pipeline.syncOperations.addHandler(collector)
                }
            }
            .connect(host: host, port: port ?? server.port).get()
        return Wire(channel, collector)
    }

    func send(_ text: String) async throws { try await send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) async throws {
        try await channel.writeAndFlush(ByteBuffer(bytes: bytes))
    }

    /// Begins to send so many zeros; what is returned tells whether the system and the server have taken all of them.
    func flood(_ count: Int) -> @Sendable () -> Bool { flood(ByteBuffer(repeating: 0, count: count)) }

    /// Begins to send so much; what is returned tells whether it has been taken.
    func flood(_ bytes: [UInt8]) -> @Sendable () -> Bool { flood(ByteBuffer(bytes: bytes)) }

    private func flood(_ bytes: ByteBuffer) -> @Sendable () -> Bool {
        let flag = Flag()
        channel.writeAndFlush(bytes).whenSuccess { flag.value.withLock { $0 = true } }
        return { flag.value.withLock { $0 } }
    }

    private final class Flag: Sendable {
        let value = Mutex(false)
    }

    /// Takes what has come, once: for a connection that does not read by itself.
    func takeSome() { channel.read() }

    /// From now on takes everything that comes.
    func takeAll() async throws { try await channel.setOption(.autoRead, value: true).get() }

    func close() async throws { try await channel.close() }

    var isClosed: Bool { collector.state.withLock { $0.isClosed } }

    /// Waits for the next whole reply.
    func reply(bodyless: Bool = false, within limit: Duration = .seconds(60)) async throws -> Reply {
        try await wait(limit) { [collector] in collector.state.withLock { Self.takeReply(&$0.bytes, bodyless: bodyless) } }
    }

    /// Waits for the next whole head, and leaves what is behind it.
    func head() async throws -> Reply {
        try await wait(.seconds(60)) { [collector] in collector.state.withLock { Self.takeReply(&$0.bytes, bodyless: true) } }
    }

    /// Takes what has come, once something of it is there that `take` wants, and with it the bytes that it says.
    func next<Value>(within limit: Duration = .seconds(60), _ take: ([UInt8]) -> (Value, count: Int)?) async throws -> Value {
        try await wait(limit) { [collector] in
            collector.state.withLock { state in
                guard let (value, count) = take(state.bytes) else { return nil }
                state.bytes.removeFirst(count)
                return value
            }
        }
    }

    /// Waits for a text, and takes everything up to its end.
    func expect(_ text: String) async throws {
        let wanted = Array(text.utf8)
        try await next { bytes in bytes.firstRange(of: wanted).map { ((), count: $0.upperBound) } }
    }

    /// Waits until so many bytes are there that are no whole reply's yet.
    func hasReceived(_ count: Int, within limit: Duration = .seconds(60)) async throws {
        try await wait(limit) { [collector] in collector.state.withLock { $0.bytes.count } >= count ? () : nil }
    }

    /// Waits until the server has closed the connection.
    func closure(within limit: Duration = .seconds(60)) async throws {
        try await wait(limit) { [self] in isClosed ? () : nil }
    }

    private func wait<Value>(_ limit: Duration, _ poll: () -> Value?) async throws -> Value {
        let end = ContinuousClock.now + limit
        while ContinuousClock.now < end {
            if let value = poll() { return value }
            try await Task.sleep(for: .milliseconds(2))
        }
        throw Silence()
    }

    private static func takeReply(_ bytes: inout [UInt8], bodyless: Bool) -> Reply? {
        guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n").map(String.init)
        guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else { return nil }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            headers[parts[0].lowercased(), default: ""] +=
                (headers[parts[0].lowercased()] == nil ? "" : ", ") + parts[1].trimmingCharacters(in: .whitespaces)
        }
        if headers["transfer-encoding"] == "chunked", !bodyless {
            guard let (body, after) = chunks(of: bytes[end.upperBound...]) else { return nil }
            bytes.removeFirst(after)
            return Reply(status: status, headers: headers, body: body)
        }
        let length = bodyless ? 0 : headers["content-length"].flatMap { Int($0) } ?? 0
        guard bytes.count >= end.upperBound + length else { return nil }
        let body = Array(bytes[end.upperBound..<(end.upperBound + length)])
        bytes.removeFirst(end.upperBound + length)
        return Reply(status: status, headers: headers, body: body)
    }
}

extension Wire {
    /// A chunked body and the place behind it; nil while it is not whole.
    private static func chunks(of bytes: ArraySlice<UInt8>) -> (body: [UInt8], end: Int)? {
        var (body, rest) = ([UInt8](), bytes)
        while let line = rest.firstRange(of: Array("\r\n".utf8)) {
            guard let size = Int(String(decoding: rest[..<line.lowerBound], as: UTF8.self), radix: 16),
                rest.endIndex >= line.upperBound + size + 2
            else { return nil }
            body += rest[line.upperBound..<line.upperBound + size]
            rest = rest[(line.upperBound + size + 2)...]
            if size == 0 { return (body, rest.startIndex) }
        }
        return nil
    }
}

extension RunningServer {
    /// The bytes of a POST to `/graphql`.
    func post(_ query: String, path: String = "/graphql", headers: [String] = []) -> String {
        post(body: #"{"query":"\#(query)"}"#, path: path, headers: headers)
    }

    func post(body: String, path: String = "/graphql", headers: [String] = []) -> String {
        ([
            "POST \(path) HTTP/1.1", "Host: localhost", "Authorization: Bearer \(token.text)", "Content-Type: application/json",
            "Content-Length: \(body.utf8.count)",
        ] + headers).joined(separator: "\r\n") + "\r\n\r\n" + body
    }

    func get(_ path: String, method: String = "GET", headers: [String]? = nil) -> String {
        (["\(method) \(path) HTTP/1.1", "Host: localhost"] + (headers ?? ["Authorization: Bearer \(token.text)"])).joined(separator: "\r\n")
            + "\r\n\r\n"
    }

    /// The status of the answer to one request on a connection of its own.
    func status(of request: String) async throws -> Int { try await ask(request).status }

    /// Sends one request on a connection of its own.
    func ask(
        _ request: String, bodyless: Bool = false, at host: String = "127.0.0.1", port: Int? = nil
    ) async throws -> Wire.Reply {
        let wire = try await Wire.connect(self, at: host, port: port)
        try await wire.send(request)
        let reply = try await wire.reply(bodyless: bodyless)
        try? await wire.close()
        return reply
    }
}
