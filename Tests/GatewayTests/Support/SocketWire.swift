import Access
import Foundation
import NIOSSL
import Testing

@testable import Gateway

/// A WebSocket's client that sends exactly the frames it is told.
struct SocketWire {
    let wire: Wire

    struct Frame: Sendable, Equatable {
        var opcode: UInt8
        var payload: [UInt8]
        var text: String { String(decoding: payload, as: UTF8.self) }
        /// Of one that closes.
        var code: Int? { opcode == 8 && payload.count >= 2 ? Int(payload[0]) << 8 | Int(payload[1]) : nil }
    }

    /// The head of a request that would become a WebSocket.
    static func request(
        _ path: String = "/graphql", key: String = "dGhlIHNhbXBsZSBub25jZQ==", version: String = "13",
        protocols: String? = "graphql-transport-ws", headers: [String] = []
    ) -> String {
        ([
            "GET \(path) HTTP/1.1", "Host: localhost", "Connection: keep-alive, Upgrade", "Upgrade: WebSocket", "Sec-WebSocket-Key: \(key)",
            "Sec-WebSocket-Version: \(version)",
        ] + (protocols.map { ["Sec-WebSocket-Protocol: \($0)"] } ?? []) + headers).joined(separator: "\r\n") + "\r\n\r\n"
    }

    /// A socket that stands, before `connection_init`; `behind` is sent in one piece with the request for it.
    static func connect(
        _ server: RunningServer, _ path: String = "/graphql", headers: [String] = [], behind: [UInt8] = [], tls: NIOSSLContext? = nil,
        autoRead: Bool = true
    ) async throws -> SocketWire {
        let wire = try await Wire.connect(server, tls: tls, autoRead: autoRead)
        try await wire.send(Array(request(path, headers: headers).utf8) + behind)
        if !autoRead { wire.takeSome() }
        let head = try await wire.head()
        try #require(head.status == 101)
        return SocketWire(wire: wire)
    }

    /// One that was opened with the server's token.
    static func open(_ server: RunningServer, tls: NIOSSLContext? = nil, autoRead: Bool = true) async throws -> SocketWire {
        let socket = try await connect(
            server, headers: ["Authorization: Bearer \(server.token.text)"], behind: frame(#"{"type":"connection_init"}"#), tls: tls,
            autoRead: autoRead)
        if !autoRead { socket.wire.takeSome() }
        #expect(try await socket.text() == #"{"type":"connection_ack"}"#)
        return socket
    }

    /// A frame as clients send it.
    static func frame(_ text: String, opcode: UInt8 = 1, isMasked: Bool = true, isFinal: Bool = true) -> [UInt8] {
        let payload = Array(text.utf8)
        var bytes: [UInt8] = [(isFinal ? 0x80 : 0) | opcode]
        let mask: UInt8 = isMasked ? 0x80 : 0
        switch payload.count {
        case ..<126: bytes.append(mask | UInt8(payload.count))
        case ..<65536: bytes += [mask | 126, UInt8(payload.count >> 8), UInt8(payload.count & 255)]
        default: bytes += [mask | 127] + (0..<8).map { UInt8(truncatingIfNeeded: payload.count >> (56 - 8 * $0)) }
        }
        let key: [UInt8] = [7, 81, 200, 33]
        if isMasked { bytes += key }
        return bytes + (isMasked ? payload.enumerated().map { $1 ^ key[$0 & 3] } : payload)
    }

    func send(_ text: String, opcode: UInt8 = 1) async throws { try await wire.send(Self.frame(text, opcode: opcode)) }

    func subscribe(_ id: String, _ query: String) async throws {
        try await send(#"{"id":"\#(id)","type":"subscribe","payload":{"query":"\#(query)"}}"#)
    }

    /// Waits for the next frame.
    func frame() async throws -> Frame {
        try await wire.next { bytes in
            guard bytes.count >= 2 else { return nil }
            let (length, start): (Int, Int)
            switch bytes[1] {
            case 126:
                guard bytes.count >= 4 else { return nil }
                (length, start) = (Int(bytes[2]) << 8 | Int(bytes[3]), 4)
            case 127:
                guard bytes.count >= 10 else { return nil }
                (length, start) = (bytes[2..<10].reduce(0) { $0 << 8 | Int($1) }, 10)
            default: (length, start) = (Int(bytes[1]), 2)
            }
            guard bytes.count >= start + length else { return nil }
            return (Frame(opcode: bytes[0] & 15, payload: Array(bytes[start..<start + length])), start + length)
        }
    }

    /// Waits for the next message.
    func text() async throws -> String { try await frame().text }

    /// Waits for the code with which it is closed, whatever is said before.
    func closeCode() async throws -> Int {
        while true {
            if let code = try await frame().code { return code }
        }
    }
}
