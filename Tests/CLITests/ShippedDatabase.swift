import Foundation
import Migrations
import Postgres
import TestDatabase
import Testing

/// A database with the roles and migrations that are shipped, and nothing in it.
enum ShippedDatabase {
    /// The folder of the package, without a slash at its end.
    static let root = URL(filePath: #filePath).pathComponents.dropFirst().dropLast(3).reduce("") { $0 + "/" + $1 }

    /// A copy of its own, as its superuser sees it.
    static func make() async throws -> PostgresConfiguration {
        let database = try await TestCluster.shared().makeDatabase(template: "shipped") { configuration in
            let superuser = try await AdminConnection.connect(configuration)
            try await superuser.execute(script: try String(contentsOfFile: root + "/sql/roles.sql", encoding: .utf8))
            await superuser.close()
            let owner = try await AdminConnection.connect(configuration.setting("user", to: "souk_migrator"))
            _ = try await Migrator(try MigrationSet.load(folders: [root + "/sql/system", root + "/sql/graph"]), on: owner).up()
            await owner.close()
        }
        // Rights on a database are not cloned with it.
        let superuser = try await AdminConnection.connect(database)
        let name = try #require(database["dbname"])
        try await superuser.query("GRANT CREATE, TEMPORARY ON DATABASE \(name) TO souk_migrator")
        await superuser.close()
        return database
    }

    /// A session of the role that migrates, in a copy of its own.
    static func connection() async throws -> AdminConnection {
        try await AdminConnection.connect(make().setting("user", to: "souk_migrator"))
    }
}
