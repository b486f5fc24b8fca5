import ArgumentParser
import JSON
import Postgres

struct TokenIssue: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "issue",
        abstract: "Issue a token and print it, once.",
        discussion: """
            The token alone goes to standard output, so that a script can keep it.

            EXAMPLES
              souk token issue --tenant lotus --role buyer --subject 42
              souk token issue --tenant lotus --role merchant --subject 3 --merchant 7
              souk token issue --tenant lotus --role partner --merchant 7 \\
                --scope products:read,orders:read --expires-in 90d
            """)

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    @Option(help: ArgumentHelp("The tenant it is for. (SOUK_TENANT)", valueName: "name"))
    var tenant: String?

    @Option(help: "Whose it is. (SOUK_TOKEN_ROLE)")
    var role: TokenRole?

    @Option(help: ArgumentHelp("The id of the buyer, staff member or app. (SOUK_TOKEN_SUBJECT)", valueName: "id"))
    var subject: String?

    @Option(
        name: [.customLong("merchant"), .customLong("merchants")],
        help: ArgumentHelp("A shop it acts for; again, or with commas, for more. (SOUK_TOKEN_MERCHANTS, by colons)", valueName: "id"))
    var merchants: [MerchantList] = []

    @Option(
        name: [.customLong("scope"), .customLong("scopes")],
        help: ArgumentHelp(
            "What it may do, such as products:read; again, or with commas, for more. Without any it is not limited by scopes, "
                + "except a partner's, which then may nothing. (SOUK_TOKEN_SCOPES, by commas)",
            valueName: "scope"))
    var scopes: [ScopeList] = []

    @Option(
        name: .customLong("only"),
        help: ArgumentHelp(
            "Limits a partner's token to some things of a kind, such as campaign=17,18; again for further kinds. (SOUK_TOKEN_ONLY, by blanks)",
            valueName: "kind=ids"))
    var only: [LimitArgument] = []

    @Option(help: ArgumentHelp("The registered app it is for: its shops' grants then limit it too. (SOUK_TOKEN_APP)", valueName: "id"))
    var app: Int64?

    @Option(help: ArgumentHelp("What it is for, for lists. (SOUK_TOKEN_LABEL)", valueName: "text"))
    var label: String?

    @Option(help: ArgumentHelp("How long it lives: 45s, 90m, 12h, 30d; for ever if not said. (SOUK_TOKEN_EXPIRES_IN)", valueName: "time"))
    var expiresIn: Lifespan?

    func run() async throws {
        let order = try order()
        guard let name = tenant ?? Environment.value("SOUK_TENANT") else { throw CommandError("For which tenant? Say --tenant.") }
        let issued = try await database.withConnection { connection in
            var order = order
            let tenant = try await TenantRow.named(name, connection)
            guard tenant.status == "active" else {
                throw CommandError(
                    "Tenant \(name) is \(tenant.status), and a token for it opens nothing: `souk tenant enable \(name)` first.")
            }
            order.tenant = tenant.id
            for remark in await TokenRemarks.remarks(on: order, connection) { Terminal.remark(remark) }
            await ScopeRemarks.tell(order.scopes ?? [], through: connection)
            do {
                return try await order.issue(connection)
            } catch let error as PostgresError where error.sqlState == "22023" {
                throw CommandError("--only names a kind that tables can be limited by, such as campaign.")
            }
        }
        issued.print(as: output)
    }

    /// What is asked for, of a tenant that is not looked up yet.
    private func order() throws -> TokenOrder {
        guard let role = role ?? Environment.value("SOUK_TOKEN_ROLE").flatMap(TokenRole.init) else {
            throw CommandError("Whose is it to be? Say --role with one of \(TokenRole.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        let scopes = scopes.names ?? Environment.value("SOUK_TOKEN_SCOPES").map { ScopeList(argument: $0).names }
        // As from a variable that is not set: a token that nothing limits is not what was meant.
        guard scopes?.isEmpty != true else {
            throw CommandError(
                "--scope (SOUK_TOKEN_SCOPES) names no scope. Leave it out for a token that scopes do not limit, or for a partner's that may nothing."
            )
        }
        let merchants =
            try merchants.isEmpty
            ? (Environment.list("SOUK_TOKEN_MERCHANTS") ?? []).map { text in
                guard let id = Int64(text) else { throw CommandError("SOUK_TOKEN_MERCHANTS: '\(text)' is no id.") }
                return id
            } : merchants.flatMap(\.ids)
        let order = TokenOrder(
            tenant: 0, role: role.rawValue, subject: subject ?? Environment.value("SOUK_TOKEN_SUBJECT"), merchants: merchants,
            scopes: scopes ?? (role == .partner ? [] : nil), app: try app ?? Environment.number("SOUK_TOKEN_APP"),
            limits: LimitArgument.json(try only.isEmpty ? LimitArgument.fromEnvironment() : only),
            label: label ?? Environment.value("SOUK_TOKEN_LABEL") ?? "",
            lifespan: try expiresIn ?? Environment.lifespan("SOUK_TOKEN_EXPIRES_IN"))
        try role.check(order)
        return order
    }
}

extension Environment {
    /// A variable read as a length of time.
    fileprivate static func lifespan(_ name: String) throws -> Lifespan? {
        guard let text = value(name) else { return nil }
        guard let lifespan = Lifespan(argument: text) else { throw CommandError("\(name) is '\(text)', which is no time like 30d.") }
        return lifespan
    }
}

extension IssuedToken {
    /// Prints the token, and only the token, to standard output.
    func print(as output: OutputOptions) {
        guard !output.json else { return Terminal.print(.members(["id": .string(String(id)), "token": .string(text)])) }
        Terminal.print(text)
        Terminal.remark("Token \(id). Keep it now: it is not shown again.")
    }
}
