import Foundation
import Postgres

/// Runs scripts that are written for `psql`.
enum Psql {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Runs a file as it would be run by hand, after `settings`, and waits for its end.
    static func run(
        _ file: URL, on database: PostgresConfiguration, as user: String = "postgres", variables: [String: String] = [:],
        settings: [String: String] = [:]
    ) throws {
        var arguments = [
            "-X", "-q", "-o", "/dev/null", "-v", "ON_ERROR_STOP=1", "-h", database["host"] ?? "", "-d", database["dbname"] ?? "",
        ]
        arguments += ["-U", user]
        for (name, value) in variables { arguments += ["-v", "\(name)=\(value)"] }
        for (name, value) in settings { arguments += ["-c", "SET \(name) = '\(value)'"] }
        try run(arguments + ["-f", file.path(percentEncoded: false)])
    }

    /// Runs a packed dump.
    static func load(packed file: URL, into database: PostgresConfiguration) throws {
        let plain = FileManager.default.temporaryDirectory.appending(path: "souk-\(UUID().uuidString).sql")
        defer { try? FileManager.default.removeItem(at: plain) }
        try shell("gzip -dc \"$0\" > \"$1\"", file.path(percentEncoded: false), plain.path(percentEncoded: false))
        try run(plain, on: database)
    }

    private static func run(_ arguments: [String]) throws {
        try shell("exec psql \"$@\"", ["psql"] + arguments)
    }

    private static func shell(_ script: String, _ arguments: String...) throws { try shell(script, arguments) }

    private static func shell(_ script: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", script] + arguments
        process.standardOutput = FileHandle.nullDevice
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let said = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(description: String(decoding: said, as: UTF8.self)) }
    }
}
