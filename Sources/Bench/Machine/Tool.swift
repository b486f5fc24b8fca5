import CLibPQ
import Foundation
import Glibc

/// Another program, run to its end.
struct Tool {
    private let program: String
    private let environment: [String: String]

    /// - Parameter environment: beside this process's own.
    init(_ program: String, environment: [String: String] = [:]) {
        self.program = program
        self.environment = environment
    }

    /// What it prints. Throws with what it complained about when it fails.
    func output(of arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
        let output = Pipe()
        let complaints = FileManager.default.temporaryDirectory.appending(path: "souk-bench-\(UUID().uuidString)")
        try Data().write(to: complaints)
        defer { try? FileManager.default.removeItem(at: complaints) }
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: complaints)
        try Self.withoutBlockedSignals { try process.run() }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let said = (try? String(contentsOf: complaints, encoding: .utf8)) ?? ""
            throw BenchError("\(program) failed:\n\(said)")
        }
        return String(decoding: data, as: UTF8.self)
    }

    /// A thread of Swift's pool blocks signals, and a program started from it would too: pgbench is told by SIGALRM that its time is over.
    private static func withoutBlockedSignals(_ body: () throws -> Void) rethrows {
        var none = sigset_t()
        var former = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &former)
        defer { pthread_sigmask(SIG_SETMASK, &former, nil) }
        try body()
    }
}
