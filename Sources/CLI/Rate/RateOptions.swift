import ArgumentParser
import Postgres

/// Whose limit is meant.
struct RateOptions: ParsableArguments {
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The role: anonymous, buyer, merchant, partner or operator.")
    var role: TokenRole

    @Option(help: ArgumentHelp("The tenant in which it holds. (SOUK_TENANT)", valueName: "name"))
    var tenant: String?

    @Flag(help: "It holds in every tenant that says nothing of its own. (SOUK_EVERY_TENANT=1)")
    var everyTenant = false

    @Option(help: ArgumentHelp("One app alone, by its name, id or client id. (SOUK_APP)", valueName: "app"))
    var app: String?

    /// Where the limit holds.
    struct Place {
        /// Nil for every tenant.
        var tenant: TenantRow?
        /// Nil for all of the role.
        var app: AppRow?

        /// The ids, as the database takes them.
        var tenantID: String? { tenant.map { String($0.id) } }
        var appID: String? { app.map { String($0.id) } }
    }

    func place(_ connection: AdminConnection) async throws -> Place {
        let appName = app ?? Environment.value("SOUK_APP")
        guard !(everyTenant || (tenant == nil && Environment.flag("SOUK_EVERY_TENANT"))) else {
            guard tenant == nil else { throw CommandError("--tenant and --every-tenant are one or the other.") }
            guard appName == nil else { throw CommandError("An app is one tenant's: say --tenant.") }
            return Place()
        }
        guard let name = tenant ?? Environment.value("SOUK_TENANT") else {
            throw CommandError("In which tenant? Say --tenant with a name, or --every-tenant.")
        }
        let tenant = try await TenantRow.named(name, connection)
        guard let appName else { return Place(tenant: tenant) }
        guard role == .partner else { throw CommandError("An app is a partner: the role is partner where --app is said.") }
        return Place(tenant: tenant, app: try await AppRow.named(appName, tenant: tenant.id, connection))
    }
}
