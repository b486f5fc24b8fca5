import Access
import ArgumentParser
import Postgres

struct AppRotateSecret: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate-secret",
        abstract: "Give an app a new secret; the old one ends.",
        discussion: """
            Tokens that it has live on: end them with souk token revoke, or all with souk app disable.

            EXAMPLES
              souk app rotate-secret MaiMai --tenant lotus
              souk app rotate-secret MaiMai --tenant lotus --overlap 1d
            """)

    @OptionGroup var options: AppOptions

    @Argument(help: "The app's name, id or client id.")
    var name: String

    @Option(help: ArgumentHelp("How long the old secret lives on: 90m, 1d. (SOUK_APP_OVERLAP, otherwise 0s)", valueName: "time"))
    var overlap: Lifespan?

    func run() async throws {
        let tenantName = try options.tenantName()
        let secret = RandomSecret.generate(prefix: "souk_secret_")
        let overlap = overlap ?? Environment.value("SOUK_APP_OVERLAP").flatMap(Lifespan.init(argument:))
        let app = try await options.database.withConnection { connection in
            let tenant = try await TenantRow.named(tenantName, connection).id
            let app = try await AppRow.named(name, tenant: tenant, connection)
            let isDone = try await connection.query(
                "SELECT souk.rotate_app_secret($1::bigint, $2::bigint, decode($3, 'hex'), $4::interval)",
                [String(tenant), String(app.id), secret.digest.hex, overlap?.interval ?? "0"]
            ).text(row: 0, column: 0)
            guard isDone == "t" else { throw CommandError("\(app.name) is a public app, which keeps no secret.") }
            return app
        }
        app.printCredentials(secret: secret.text, as: options.output)
    }
}
