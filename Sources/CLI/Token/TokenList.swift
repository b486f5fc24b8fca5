import ArgumentParser
import JSON

struct TokenList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List tokens, newest first, without their secrets.",
        discussion: """
            EXAMPLES
              souk token list --tenant lotus
              souk token list --ended --limit 1000 --json
            """)

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    @Option(help: ArgumentHelp("Only this tenant's. (SOUK_TENANT)", valueName: "name"))
    var tenant: String?

    @Flag(help: "Also those that were revoked or have expired. (SOUK_TOKEN_ENDED=1)")
    var ended = false

    @Option(help: ArgumentHelp("At most so many. (SOUK_LIMIT, otherwise 100)", valueName: "count"))
    var limit: Int?

    func run() async throws {
        let limit = try limit ?? Environment.number("SOUK_LIMIT") ?? 100
        let tokens = try await database.withConnection { connection in
            var id: Int64?
            if let name = tenant ?? Environment.value("SOUK_TENANT") { id = try await TenantRow.named(name, connection).id }
            return try await TokenRow.list(
                tenant: id, ended: ended || Environment.flag("SOUK_TOKEN_ENDED"), limit: max(0, limit), connection)
        }
        guard !output.json else { return Terminal.print(.array(tokens.map(\.json))) }
        var table = TextTable("ID", "TOKEN", "TENANT", "ROLE", "SUBJECT", "STATE", "EXPIRES", "LAST USED", "LABEL")
        for token in tokens {
            table.add(
                String(token.id), token.hint, token.tenant, token.role, token.subject ?? "", token.state, token.expiresAt ?? "never",
                token.lastUsedAt ?? "", token.label)
        }
        table.print()
    }
}
