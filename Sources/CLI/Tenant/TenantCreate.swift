import ArgumentParser
import Postgres

struct TenantCreate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Open a marketplace.",
        discussion: """
            EXAMPLES
              souk tenant create lotus --title "Lotus Market"
              souk tenant create lotus --host lotus.example --host www.lotus.example
              souk tenant create lotus --no-visitors
            """)

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "Its name: lower-case letters, digits and hyphens.")
    var name: String

    @Option(help: ArgumentHelp("Its name for people. (SOUK_TENANT_TITLE, otherwise the name)", valueName: "text"))
    var title: String?

    @Option(
        name: .customLong("host"),
        help: ArgumentHelp("A host name whose visitors come here; say it again for more. (SOUK_TENANT_HOSTS, by colons)", valueName: "host")
    )
    var hosts: [String] = []

    @Flag(name: .customLong("no-visitors"), help: "Nobody comes in without a token. (SOUK_TENANT_NO_VISITORS=1)")
    var noVisitors = false

    func run() async throws {
        let tenant = try await database.withConnection { connection in
            do throws(PostgresError) {
                try await create(connection)
            } catch  where error.code == .uniqueViolation {
                throw CommandError("There is a tenant already with this name or one of these hosts.")
            } catch  where error.code == .checkViolation {
                throw CommandError("A tenant's name has lower-case letters, digits and hyphens, and a host is a host name.")
            }
            return try await TenantRow.named(name, connection)
        }
        if output.json { Terminal.print(tenant.json) } else { Terminal.print("Tenant \(tenant.name) is open; its id is \(tenant.id).") }
    }

    private func create(_ connection: AdminConnection) async throws(PostgresError) {
        try await connection.query(
            "SELECT souk.create_tenant($1, $2, $3::text[], NULL, $4::boolean)",
            [
                name, title ?? Environment.value("SOUK_TENANT_TITLE"),
                arrayLiteral(hosts.isEmpty ? Environment.list("SOUK_TENANT_HOSTS") ?? [] : hosts),
                noVisitors || Environment.flag("SOUK_TENANT_NO_VISITORS") ? "false" : "true",
            ])
    }
}
