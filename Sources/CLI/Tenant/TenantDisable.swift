import ArgumentParser
import Postgres

struct TenantDisable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable",
        abstract: "Stop serving a marketplace; its rows stay.",
        discussion: """
            Every running gateway hears of it.

            EXAMPLES
              souk tenant disable lotus
            """)

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The tenant's name.")
    var name: String

    func run() async throws {
        let tenant = try await database.withConnection { try await setStatus(of: name, with: "disable_tenant", $0) }
        if output.json { Terminal.print(tenant.json) } else { Terminal.print("Tenant \(tenant.name) is \(tenant.status).") }
    }
}

struct TenantEnable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable",
        abstract: "Serve a disabled marketplace again.",
        discussion: """
            EXAMPLES
              souk tenant enable lotus
            """)

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The tenant's name.")
    var name: String

    func run() async throws {
        let tenant = try await database.withConnection { try await setStatus(of: name, with: "enable_tenant", $0) }
        if output.json { Terminal.print(tenant.json) } else { Terminal.print("Tenant \(tenant.name) is \(tenant.status).") }
    }
}

/// Runs one of the two functions of `souk` that open and close a tenant; doing it again changes nothing.
private func setStatus(of name: String, with function: StaticString, _ connection: AdminConnection) async throws -> TenantRow {
    let tenant = try await TenantRow.named(name, connection)
    try await connection.query("SELECT souk.\(function)($1::bigint)", [String(tenant.id)])
    return try await TenantRow.named(name, connection)
}
