import ArgumentParser
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
        try MigrationSet.load(folders: folders.isEmpty ? Environment.list("SOUK_MIGRATIONS") ?? ["sql/system", "sql/graph"] : folders)
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
