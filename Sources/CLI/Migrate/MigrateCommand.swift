import ArgumentParser

struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Bring the database up to numbered .sql files, once each.",
        discussion: """
            A folder holds files such as 0001_tenants.sql. Each runs once, in a transaction together with its record in
            souk.migration; a file whose first line is `-- souk: no-transaction` runs statement by statement. A file that ran
            never changes: when one is changed, missing or out of order, it is named and nothing runs. Several runners at
            once are safe. Running gateways notice and rebuild their graph.

            EXAMPLES
              souk migrate new add_reviews
              souk migrate plan              # on a scratch copy: locks, the graph's changes, advice
              souk migrate up
              souk migrate up --folder sql/system --folder sql/graph --folder sql/ours
              souk migrate status --json
              souk migrate verify            # status 1 unless the database is exactly at these files
            """,
        subcommands: [MigrateNew.self, MigrateUp.self, MigrateStatus.self, MigrateVerify.self, MigratePlan.self, MigrateSettle.self])
}
