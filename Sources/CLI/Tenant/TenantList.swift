import ArgumentParser
import JSON

struct TenantList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the marketplaces.",
        discussion: """
            EXAMPLES
              souk tenant list
              souk tenant list --json
            """)

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let tenants = try await database.withConnection { try await TenantRow.all($0) }
        guard !output.json else { return Terminal.print(.array(tenants.map(\.json))) }
        var table = TextTable("ID", "NAME", "STATUS", "VISITORS", "HOSTS", "PATH", "TITLE")
        for tenant in tenants {
            table.add(
                String(tenant.id), tenant.name, tenant.status, tenant.visitorsAllowed ? "yes" : "no", tenant.hosts, "/t/\(tenant.name)",
                tenant.title)
        }
        table.print()
    }
}
