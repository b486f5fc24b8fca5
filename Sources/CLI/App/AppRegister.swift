import Access
import ArgumentParser
import Postgres

struct AppRegister: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register",
        abstract: "Register an app; print its client id and secret.",
        discussion: """
            EXAMPLES
              souk app register MaiMai --tenant lotus --publisher "MaiMai Ltd" --redirect-uri https://maimai.example/back
              souk app register Pocket --tenant lotus --public --redirect-uri http://127.0.0.1/
            """)

    @OptionGroup var options: AppOptions

    @Argument(help: "Its name, as shops' owners will read it.")
    var name: String

    @Option(help: ArgumentHelp("Who publishes it. (SOUK_APP_PUBLISHER)", valueName: "text"))
    var publisher: String?

    @Option(
        name: .customLong("redirect-uri"),
        help: ArgumentHelp(
            "Where owners are sent back to, exactly; say it again for more. (SOUK_APP_REDIRECT_URIS, by blanks)", valueName: "url"))
    var redirectURIs: [String] = []

    @Flag(name: .customLong("public"), help: "It runs on people's machines and can keep no secret. (SOUK_APP_PUBLIC=1)")
    var isPublic = false

    func run() async throws {
        let tenantName = try options.tenantName()
        let uris =
            redirectURIs.isEmpty
            ? (Environment.value("SOUK_APP_REDIRECT_URIS") ?? "").split(separator: " ").map(String.init) : redirectURIs
        let secret = isPublic || Environment.flag("SOUK_APP_PUBLIC") ? nil : RandomSecret.generate(prefix: "souk_secret_")
        let publisher = publisher ?? Environment.value("SOUK_APP_PUBLISHER")
        let app = try await options.database.withConnection { connection in
            let tenant = try await TenantRow.named(tenantName, connection).id
            do throws(PostgresError) {
                try await connection.query(
                    "SELECT souk.register_app($1::bigint, $2, $3, $4::text[], decode($5, 'hex'))",
                    [String(tenant), name, publisher, arrayLiteral(uris), secret?.digest.hex])
            } catch  where error.code == .uniqueViolation {
                throw CommandError("There is an app of this name already.")
            } catch  where error.code == .checkViolation {
                throw CommandError("A redirect URI is https, or http to 127.0.0.1, [::1] or localhost, and has no fragment.")
            }
            return try await AppRow.named(name, tenant: tenant, connection)
        }
        app.printCredentials(secret: secret?.text, as: options.output)
    }
}
