import ArgumentParser
import JSON
import Migrations

struct MigrateUp: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "up",
        abstract: "Run what has not run yet.",
        discussion: """
            EXAMPLES
              souk migrate up --database-url postgresql://souk_migrator@localhost/souk
              souk migrate up --lock-timeout 2 --wait 60
            """)

    @OptionGroup var options: MigrationOptions

    @Option(
        help: ArgumentHelp(
            "How long a statement waits for a lock on a table, while requests queue behind it. (SOUK_LOCK_TIMEOUT, otherwise 10)",
            valueName: "seconds"))
    var lockTimeout: Int?

    @Option(
        name: .customLong("wait"),
        help: ArgumentHelp("How long to wait for another runner. (SOUK_MIGRATE_WAIT, otherwise 600)", valueName: "seconds"))
    var patience: Int?

    func run() async throws {
        let settings = Migrator.Settings(
            patience: .seconds(try patience ?? Environment.number("SOUK_MIGRATE_WAIT") ?? 600),
            lockTimeout: .seconds(try lockTimeout ?? Environment.number("SOUK_LOCK_TIMEOUT") ?? 10))
        let json = options.output.json
        let start = ContinuousClock.now
        let ran = try await options.withMigrator(settings: settings) { migrator in
            try await migrator.up { event in Self.report(event, json: json) }
        }
        let took = ContinuousClock.now - start
        if json {
            Terminal.print(
                .members([
                    "applied": .array(ran.map { .string("\($0.id)_\($0.name)") }), "milliseconds": .integer(took.milliseconds),
                ]))
        } else {
            Terminal.print(ran.isEmpty ? "Nothing to do: the database is up to date." : "\(ran.count) migrations in \(took.text).")
            // That the SQL succeeds says nothing of the graph, and only the role that serves it can tell.
            if !ran.isEmpty { Terminal.remark("Whether they make a sound graph: souk schema check, as the role that serves.") }
        }
    }

    private static func report(_ event: Migrator.Event, json: Bool) {
        switch event {
        case .waitingForAnotherRunner: Terminal.remark("Waiting for another `souk migrate` …")
        case .begins(let file): if Terminal.isWatched { Terminal.rewrite("\(file.id)_\(file.name) …") }
        case .ended(let file, let duration):
            if Terminal.isWatched { Terminal.rewrite("") }
            if !json { Terminal.print("\(file.id)_\(file.name)  \(duration.text)") }
        }
    }
}
