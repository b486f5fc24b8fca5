import Foundation
import Synchronization

/// The built program, which stands beside the tests; `SOUK_SERVER_PROGRAM` names another, such as a release build for a long run.
enum SoukProgram {
    static let url =
        ProcessInfo.processInfo.environment["SOUK_SERVER_PROGRAM"].map { URL(filePath: $0) }
        ?? URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "souk")

    /// Starts it with these arguments, and this beside the environment there is; what it says goes to `output`.
    static func start(
        _ arguments: [String], environment: [String: String] = [:], output: FileHandle = .nullDevice
    ) throws -> Process {
        let process = Process()
        process.executableURL = url
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = output
        _ = endsWithTests
        try process.run()
        started.withLock { $0.append(process) }
        return process
    }

    /// Runs it to its end. What it says is read meanwhile: a pipe holds 64 KB, and whoever fills it waits.
    static func outcome(of arguments: [String]) async throws -> (code: Int32, output: String, errors: String) {
        let process = Process()
        process.executableURL = url
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        async let outputText = output.text()
        async let errorsText = errors.text()
        let code = try await process.ended()
        return (code, await outputText, await errorsText)
    }

    /// A test that shares a program with others has no end at which to stop it: the end of all tests is that.
    private static let started = Mutex<[Process]>([])
    private static let endsWithTests: Void = {
        atexit {
            SoukProgram.started.withLock { for process in $0 where process.isRunning { kill(process.processIdentifier, SIGKILL) } }
        }
    }()
}

extension Process {
    /// Waits for its end without holding a thread; returns its exit code.
    func ended() async throws -> Int32 {
        while isRunning { try await Task.sleep(for: .milliseconds(10)) }
        return terminationStatus
    }
}

extension Pipe {
    /// All that is written to it, once nobody can write any more. A thread of its own waits for that.
    fileprivate func text() async -> String {
        let reading = fileHandleForReading
        return await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(returning: String(decoding: reading.readDataToEndOfFile(), as: UTF8.self))
            }
        }
    }
}
