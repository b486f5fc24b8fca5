import Foundation
import NIOSSL
import Testing

@testable import Execution
@testable import Gateway

@Suite("TLS")
struct TLSTests {
    /// A certificate and key made for one test, by the system's OpenSSL.
    private func makeFiles(in folder: URL) throws -> GatewayConfiguration.TLSFiles {
        let files = GatewayConfiguration.TLSFiles(
            certificateChain: folder.appending(path: "certificate.pem").path, privateKey: folder.appending(path: "key.pem").path)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1", "-subj", "/CN=localhost",
            "-keyout", files.privateKey, "-out", files.certificateChain,
        ]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return files
    }

    private func withFolder(_ body: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "souk-tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder)
    }

    /// A server with a certificate, and what trusts it.
    private func withServer(_ body: @escaping @Sendable (RunningServer, NIOSSLContext) async throws -> Void) async throws {
        try await withFolder { folder in
            let files = try makeFiles(in: folder)
            try await RunningServer.run {
                $0.tls = files
            } _: { server in
                try await body(server, try clientContext(trusting: files.certificateChain))
            }
        }
    }

    private func clientContext(trusting path: String) throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = .file(path)
        configuration.certificateVerification = .noHostnameVerification
        return try NIOSSLContext(configuration: configuration)
    }

    @Test("HTTPS is served by files, and new files are taken up without a restart")
    func serves() async throws {
        try await withFolder { folder in
            let files = try makeFiles(in: folder)
            try await RunningServer.run {
                $0.tls = files
                $0.metrics = GatewayConfiguration.MetricsAddress(port: 0)
            } _: { server in
                // A scraper that was given a port for itself needs no certificate.
                #expect(try await server.ask(server.get("/metrics", headers: []), port: server.metricsPort).status == 200)
                let old = try clientContext(trusting: files.certificateChain)
                let wire = try await Wire.connect(server, tls: old)
                try await wire.send(server.post("{ a }"))
                #expect(try await wire.reply().status == 200)

                _ = try makeFiles(in: folder)
                try server.server.reloadCertificate()
                let renewed = try await Wire.connect(server, tls: try clientContext(trusting: files.certificateChain))
                try await renewed.send(server.post("{ a }"))
                #expect(try await renewed.reply().status == 200)

                try Data("damaged".utf8).write(to: URL(filePath: files.certificateChain))
                let damaged = #expect(throws: TLSFileError.self) { try server.server.reloadCertificate() }
                #expect(damaged.map { "\($0)" }?.contains(files.certificateChain) == true)
                try await wire.send(server.post("{ a }"))
                #expect(try await wire.reply().status == 200)
            }
        }
    }

    @Test("A WebSocket is told over TLS what it follows")
    func socket() async throws {
        try await withServer { server, trust in
            let socket = try await SocketWire.open(server, tls: trust)
            try await socket.subscribe("1", "live")
            #expect(try await socket.text() == #"{"id":"1","type":"next","payload":{"data":{"live":"first"}}}"#)
            server.service.setLive(.text("second"))
            #expect(try await socket.text() == #"{"id":"1","type":"next","payload":{"data":{"live":"second"}}}"#)
            try await socket.wire.close()
            while server.service.subscriptions.figures.open > 0 { try await Task.sleep(for: .milliseconds(5)) }
        }
    }

    @Test("Plain HTTP at the door of HTTPS ends nothing but that connection")
    func plain() async throws {
        try await withServer { server, trust in
            let wire = try await Wire.connect(server)
            try await wire.send(server.post("{ a }"))
            try await wire.closure()
            let good = try await Wire.connect(server, tls: trust)
            try await good.send(server.get("/healthz"))
            #expect(try await good.reply().status == 200)
        }
    }

    @Test("Files that cannot be read stop the start, not the process")
    func missing() async throws {
        await #expect(throws: (any Error).self) {
            try await RunningServer.run {
                $0.tls = .init(certificateChain: "/nonexistent", privateKey: "/nonexistent")
            } _: { _ in
            }
        }
    }
}
