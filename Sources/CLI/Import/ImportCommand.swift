import ArgumentParser
import JSON
import Postgres

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Load rows from a CSV file, restartably, nothing twice.",
        discussion: """
            The file has a header line; fields go to the columns of the same name, or to those that --map says. Rows are \
            entered in chunks, and with each chunk the position: after a break, the same command goes on where it stopped. \
            Rows of which a key, the primary or any other, is there already are left out, and counted. A file of rejected \
            rows is imported like any other, once it is mended: its first two columns tell lines and reasons. It is written with commas.

            A mapping may end in a kind. `:key` makes ids out of another system's text keys, the same for the same key in \
            every file; `:minor` makes an integer count of cents out of a decimal amount (`:minor0`, `:minor3` for other \
            currencies), and a bad row of one with more decimals. A field may go to several columns: \
            --map code=id:key --map code=slug.

            EXAMPLES
              souk import --table market.merchant --tenant lotus shops.csv
              souk import --table market.buyer --tenant lotus buyers.csv.gz \\
                --map buyer_id=id:key --map city=region --set nickname=someone --ignore state
              souk import --table market.follow --tenant lotus follows.csv \\
                --on-error skip --rejects bad.csv --recount
              souk import --table market.merchant --tenant lotus shops.csv --dry-run
            """)

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: ImportOptions

    @Argument(help: "The CSV file; one ending in .gz is unpacked.")
    var file: String

    func run() async throws {
        let file = try ImportFile(path: file)
        let outcome = try await database.withConnection { connection in
            let table = try await ImportTable.find(try options.table(), connection)
            let tenant = try await tenant(of: table, connection)
            var run = ImportRun(
                file, into: table, tenant: tenant, wishes: try options.wishes(), settings: try options.settings(), on: connection)
            let outcome = try await run.perform()
            if let tenant, !outcome.dry {
                if options.recounts() { try await recount(tenant, connection) } else { try await index(table, tenant, connection) }
            }
            return outcome
        }
        if output.json { Terminal.print(outcome.json) } else { Terminal.print(outcome.text) }
        if outcome.rejected > 0 { throw ExitCode(2) }
    }

    private func tenant(of table: ImportTable, _ connection: AdminConnection) async throws -> Int64? {
        let name = options.tenant ?? Environment.value("SOUK_TENANT")
        guard table.isTenantOwned else {
            guard options.tenant == nil else {
                throw CommandError("\(table.name) has no tenant: its rows are the same for all. Leave --tenant out.")
            }
            return nil
        }
        guard let name else { throw CommandError("The rows of \(table.name) belong to tenants: say --tenant.") }
        return try await TenantRow.named(name, connection).id
    }

    /// Makes what is new in the table known to the search, if this is a database that searches it.
    private func index(_ table: ImportTable, _ tenant: Int64, _ connection: AdminConnection) async throws {
        let known = try await connection.query(
            "SELECT relname FROM pg_class WHERE oid = $1::regclass AND relnamespace = to_regnamespace('market') "
                + "AND to_regprocedure('market.rebuild_search(bigint,text,boolean)') IS NOT NULL", [table.name])
        guard known.rowCount > 0, let kind = known.text(row: 0, column: 0) else { return }
        try await connection.query("SELECT market.rebuild_search($1::bigint, $2, true)", [String(tenant), kind])
    }

    /// This does all of the tenant's search as well.
    private func recount(_ tenant: Int64, _ connection: AdminConnection) async throws {
        try await connection.query("SELECT market.recount($1::bigint)", [String(tenant)])
    }
}
