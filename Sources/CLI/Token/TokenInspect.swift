import Access
import ArgumentParser
import Foundation

struct TokenInspect: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Show what a token is and may.",
        discussion: """
            Names the token by its id; or reads the token itself from standard input, where no other user of the machine \
            sees it.

            EXAMPLES
              souk token inspect 81723
              souk token inspect < token.txt
            """)

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The token's id; without it, the token is read from standard input.")
    var id: Int64?

    func run() async throws {
        let found = try await database.withConnection { connection in
            if let id { return try await TokenRow.find(id: id, connection) }
            guard let token = OpaqueToken((readLine() ?? "").trimmingCharacters(in: .whitespaces)) else {
                throw CommandError("That is no whole token of Souk's: one has 55 characters, begins with souk_, and ends in a checksum.")
            }
            return try await TokenRow.find(digestHex: token.digestHex, connection)
        }
        guard let found else { throw CommandError("There is no such token.") }
        guard !output.json else { return Terminal.print(found.json) }
        let lines: KeyValuePairs = [
            "id": String(found.id), "token": found.hint, "tenant": found.tenant, "role": found.role, "subject": found.subject ?? "none",
            "shops": found.merchants.isEmpty ? "none" : found.merchants, "scopes": found.scopes ?? "not limited by scopes",
            "only": found.limits ?? "not limited to rows", "app": found.app ?? "none", "parent": found.parent ?? "none",
            "rate": found.rate.map { "\($0.rowsPerMinute) rows a minute, \($0.burst) at once" } ?? "not limited",
            "label": found.label, "state": found.state, "created": found.createdAt,
            "expires": found.expiresAt ?? "never", "last used": found.lastUsedAt ?? "never",
        ]
        for (name, value) in lines { Terminal.print(name.padding(toLength: 10, withPad: " ", startingAt: 0) + value) }
    }
}
