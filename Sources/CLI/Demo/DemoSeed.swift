import Foundation
import Postgres

/// The scripts that make the demo marketplaces, in the order of their names.
struct DemoSeed {
    private let scripts: [(name: String, sql: String)]

    /// Reads a folder's .sql files.
    init(folder: String) throws {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw CommandError("\(folder) cannot be read; --folder says where the demo's .sql files are.")
        }
        scripts = try names.filter { $0.hasSuffix(".sql") }.sorted().map { name in
            guard let sql = try? String(contentsOfFile: folder + "/" + name, encoding: .utf8) else {
                throw CommandError("\(folder)/\(name) cannot be read.")
            }
            return (name, sql)
        }
        guard !scripts.isEmpty else { throw CommandError("\(folder) holds no .sql files.") }
    }

    /// Runs each script in one transaction; they make what is not there yet.
    func load(scale: Double, _ connection: AdminConnection) async throws {
        for script in scripts {
            let start = ContinuousClock.now
            try await connection.transaction { connection in
                try await connection.query("SELECT set_config('souk.demo_scale', $1, true)", [String(scale)])
                try await connection.execute(script: script.sql)
            }
            Terminal.remark("\(script.name)  \((ContinuousClock.now - start).text)")
        }
    }
}
