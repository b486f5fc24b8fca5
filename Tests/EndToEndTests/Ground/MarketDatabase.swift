import Foundation
import Migrations
import Postgres
import TestDatabase

/// Databases with the graph that the package ships, empty or filled.
enum MarketDatabase {
    /// A database with roles and migrations, and nothing in it.
    static func empty(in cluster: TestCluster) async throws -> PostgresConfiguration {
        let database = try await cluster.makeDatabase(template: "market") { configuration in
            let superuser = try await AdminConnection.connect(configuration)
            try await superuser.execute(script: try String(contentsOf: Places.root.appending(path: "sql/roles.sql"), encoding: .utf8))
            await superuser.close()
            let owner = try await AdminConnection.connect(configuration.setting("user", to: "souk_migrator"))
            let folders = ["sql/system", "sql/graph"].map { Places.root.appending(path: $0).path(percentEncoded: false) }
            _ = try await Migrator(try MigrationSet.load(folders: folders), on: owner).up()
            await owner.close()
        }
        // Rights on a database are not cloned with it.
        let superuser = try await AdminConnection.connect(database)
        try await superuser.query("GRANT CREATE, TEMPORARY ON DATABASE \(database["dbname"] ?? "") TO souk_migrator")
        await superuser.close()
        return database
    }

    /// The demo marketplaces, small.
    static func demo(in cluster: TestCluster, scale: Double = 0.02) async throws -> PostgresConfiguration {
        let database = try await empty(in: cluster)
        try Psql.run(
            Places.root.appending(path: "sql/seed/demo.sql"), on: database, as: "souk_migrator",
            settings: ["souk.demo_scale": String(scale)])
        return database
    }

    /// The real data sets, one tenant for each state.
    static func real(in cluster: TestCluster, data: URL) async throws -> PostgresConfiguration {
        let database = try await empty(in: cluster)
        try Psql.run(
            Places.root.appending(path: "sql/test/real_data.sql"), on: database,
            variables: ["data": data.path(percentEncoded: false)])
        return database
    }
}
