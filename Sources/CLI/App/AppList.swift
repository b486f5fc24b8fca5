import ArgumentParser
import JSON

struct AppList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List apps, and how many shops have authorised each.",
        discussion: """
            EXAMPLES
              souk app list --tenant lotus
              souk app list --json
            """)

    @OptionGroup var options: AppOptions

    func run() async throws {
        let apps = try await options.database.withConnection { connection in
            var tenant: Int64?
            if let name = options.tenant ?? Environment.value("SOUK_TENANT") { tenant = try await TenantRow.named(name, connection).id }
            return try await AppRow.all(tenant: tenant, connection)
        }
        guard !options.output.json else { return Terminal.print(.array(apps.map { $0.json() })) }
        var table = TextTable("ID", "TENANT", "NAME", "CLIENT ID", "SECRET", "STATUS", "SHOPS", "REDIRECT URIS")
        for app in apps {
            table.add(
                String(app.id), app.tenant, app.name, app.clientID, app.isConfidential ? "yes" : "no", app.status, String(app.shops),
                app.redirectURIs.joined(separator: " "))
        }
        table.print()
    }
}
