import ArgumentParser
import Foundation
import Migrations
import Postgres

/// What every subcommand of `migrate` needs to know.
struct MigrationOptions: ParsableArguments {
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    @Option(
        name: .customLong("folder"),
        help: ArgumentHelp(
            "A folder of migrations; say it again for more, in the order they run. (SOUK_MIGRATIONS, separated by colons; "
                + "otherwise sql/system and sql/graph)",
            valueName: "path"))
    var folders: [String] = []

    /// The files of these folders.
    func migrations() throws -> MigrationSet {
        if folders.isEmpty, Environment.list("SOUK_MIGRATIONS") == nil { try Self.requireShippedFolders() }
        return try MigrationSet.load(folders: folders.isEmpty ? Environment.list("SOUK_MIGRATIONS") ?? Self.shippedFolders : folders)
    }

    private static let shippedFolders = ["sql/system", "sql/graph"]

    /// Whoever names no folder means Souk's own, and stands where they are.
    static func requireShippedFolders(in place: String = FileManager.default.currentDirectoryPath) throws {
        guard let missing = shippedFolders.first(where: { !FileManager.default.fileExists(atPath: place + "/" + $0) }) else { return }
        throw CommandError("There is no \(missing) in \(place): start it in Souk's folder, or say --folder (SOUK_MIGRATIONS).")
    }

    /// Lends a migrator for these folders and this database to `body`.
    func withMigrator<Value>(
        settings: Migrator.Settings = Migrator.Settings(), _ body: (Migrator) async throws -> Value
    ) async throws -> Value {
        let set = try migrations()
        return try await database.withConnection { connection in
            try await body(Migrator(set, on: connection, settings: settings))
        }
    }
}
