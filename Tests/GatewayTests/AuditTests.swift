import Access
import Foundation
import Testing

@testable import Gateway

@Suite("The audit of GraphQL over HTTP")
struct AuditTests {
    /// Shared files lie beside the package, or where `SOUK_SHARED` says.
    private static let script: String? = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let shared =
            ProcessInfo.processInfo.environment["SOUK_SHARED"].map { URL(filePath: $0) }
            ?? root.deletingLastPathComponent().appending(path: "shared")
        let script = shared.appending(path: "conformance/http_audit.py").path
        return FileManager.default.fileExists(atPath: script) ? script : nil
    }()

    @Test("Every MUST, SHOULD and MAY passes", .enabled(if: script != nil, "http_audit.py is not beside the package"))
    func audit() async throws {
        let script = try #require(Self.script)
        try await RunningServer.run { server in
            let report = try await Self.run(script, ["http://127.0.0.1:\(server.port)/graphql", "--token", server.token.text])
            let failures = report.split(separator: "\n").filter { $0.hasPrefix("FAIL") }
            #expect(failures == [])
            #expect(report.contains("total: "))
        }
    }

    /// On a thread of its own: the server under test answers on those that tasks share, and there are as many as cores.
    private static func run(_ script: String, _ arguments: [String]) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                let process = Process()
                process.executableURL = URL(filePath: "/usr/bin/env")
                process.arguments = ["python3", script] + arguments
                let output = Pipe()
                process.standardOutput = output
                do { try process.run() } catch { return continuation.resume(throwing: error) }
                let data = output.fileHandleForReading.readDataToEndOfFile()
                process.waitUntilExit()
                continuation.resume(returning: String(decoding: data, as: UTF8.self))
            }
        }
    }
}
