import Foundation
import Postgres
import TestDatabase

/// The database that Souk ships with, made once per process as `souk migrate` makes it.
enum SocialCommerce {
    static let sql = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "sql")

    /// A fresh copy, as its superuser.
    static func make() async throws -> PostgresConfiguration {
        try await TestCluster.shared().makeDatabase(template: "social_commerce") { configuration in
            let connection = try await AdminConnection.connect(configuration)
            try await connection.execute(script: String(contentsOf: sql.appending(path: "roles.sql"), encoding: .utf8))
            for folder in ["system", "graph"] {
                let files = try FileManager.default.contentsOfDirectory(atPath: sql.appending(path: folder).path).sorted()
                for file in files where file.hasSuffix(".sql") {
                    let text = try String(contentsOf: sql.appending(path: "\(folder)/\(file)"), encoding: .utf8)
                    try await connection.query("SET ROLE souk_migrator")
                    try await connection.execute(script: text)
                }
            }
            await connection.close()
        }
    }
}
