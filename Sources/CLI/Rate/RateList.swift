import ArgumentParser
import JSON

struct RateList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the rate limits.",
        discussion: """
            EXAMPLES
              souk rate list
              souk rate list --tenant lotus --json
            """)

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    @Option(help: ArgumentHelp("Those that hold in this tenant, its own and the wider ones. (SOUK_TENANT)", valueName: "name"))
    var tenant: String?

    func run() async throws {
        let rates = try await database.withConnection { connection in
            var id: Int64?
            if let name = tenant ?? Environment.value("SOUK_TENANT") { id = try await TenantRow.named(name, connection).id }
            return try await RateRow.all(tenant: id, connection)
        }
        guard !output.json else { return Terminal.print(.array(rates.map(\.json))) }
        guard !rates.isEmpty else { return Terminal.print("Nobody is limited. `souk rate set --help` shows how.") }
        var table = TextTable("TENANT", "ROLE", "APP", "ROWS A MINUTE", "AT ONCE")
        for rate in rates {
            table.add(
                rate.tenant ?? "every", rate.role, rate.app ?? "any", rate.rowsPerMinute.map(String.init) ?? "any number",
                rate.burst.map(String.init) ?? "any number")
        }
        table.print()
    }
}
