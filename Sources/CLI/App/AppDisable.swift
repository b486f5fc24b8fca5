import ArgumentParser
import Postgres

struct AppDisable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable",
        abstract: "Stop an app, with all its tokens, on every running gateway; what it was granted stays on record.",
        discussion: """
            EXAMPLES
              souk app disable MaiMai --tenant lotus
            """)

    @OptionGroup var options: AppOptions

    @Argument(help: "The app's name, id or client id.")
    var name: String

    func run() async throws {
        try await setStatus("disabled", of: name, options)
    }
}

struct AppEnable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable",
        abstract: "Let a disabled app work again.",
        discussion: """
            EXAMPLES
              souk app enable MaiMai --tenant lotus
            """)

    @OptionGroup var options: AppOptions

    @Argument(help: "The app's name, id or client id.")
    var name: String

    func run() async throws {
        try await setStatus("active", of: name, options)
    }
}

/// Sets an app's status and says what it is now; doing it again changes nothing.
private func setStatus(_ status: String, of name: String, _ options: AppOptions) async throws {
    let tenantName = try options.tenantName()
    let app = try await options.database.withConnection { connection in
        let tenant = try await TenantRow.named(tenantName, connection).id
        let app = try await AppRow.named(name, tenant: tenant, connection)
        try await connection.query(
            "SELECT souk.set_app_status($1::bigint, $2::bigint, $3)", [String(tenant), String(app.id), status])
        return try await AppRow.named(name, tenant: tenant, connection)
    }
    if options.output.json { Terminal.print(app.json()) } else { Terminal.print("App \(app.name) is \(app.status).") }
}
