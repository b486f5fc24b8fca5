import Foundation
import Postgres
import TestDatabase

/// The sample databases beside the package, loaded once per process.
enum SampleDatabases {
    static let folder: URL? = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let shared =
            ProcessInfo.processInfo.environment["SOUK_SHARED"].map { URL(filePath: $0) }
            ?? root.deletingLastPathComponent().appending(path: "shared")
        let folder = shared.appending(path: "data/sampledb")
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }()

    /// A database with the contents of `name.sql.gz`.
    static func make(_ name: String, in folder: URL) async throws -> PostgresConfiguration {
        try await TestCluster.shared().makeDatabase(template: "sample_\(name)") { configuration in
            try load(folder.appending(path: "\(name).sql.gz"), into: configuration)
        }
    }

    private static func load(_ file: URL, into configuration: PostgresConfiguration) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = [
            "-c", "gzip -dc \"$0\" | psql -q -v ON_ERROR_STOP=1 -h \"$1\" -U \"$2\" -d \"$3\" -f -", file.path, configuration["host"] ?? "",
            configuration["user"] ?? "", configuration["dbname"] ?? "",
        ]
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw LoadError(file: file.lastPathComponent) }
    }

    struct LoadError: Error { let file: String }
}
