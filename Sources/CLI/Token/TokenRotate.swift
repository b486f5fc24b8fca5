import Access
import ArgumentParser
import Postgres

struct TokenRotate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Issue a successor with the same rights; the old token ends.",
        discussion: """
            EXAMPLES
              souk token rotate 81723               # the old one ends now
              souk token rotate 81723 --overlap 1h  # both work for an hour
            """)

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The id of the token to replace.")
    var id: Int64

    @Option(help: ArgumentHelp("How long the old one lives on: 45s, 90m, 12h. (SOUK_TOKEN_OVERLAP, otherwise 0s)", valueName: "time"))
    var overlap: Lifespan?

    func run() async throws {
        let token = OpaqueToken.generate()
        let overlap = overlap ?? Environment.value("SOUK_TOKEN_OVERLAP").flatMap(Lifespan.init(argument:))
        let made = try await database.withConnection { connection in
            try await connection.query(
                "SELECT souk.rotate_token($1::bigint, decode($2, 'hex'), $3, $4::interval)",
                [String(id), token.digestHex, token.hint, overlap?.interval ?? "0"]
            ).text(row: 0, column: 0).flatMap { Int64($0) }
        }
        guard let made else { throw CommandError("There is no token \(id) in force.") }
        IssuedToken(id: made, text: token.text).print(as: output)
    }
}
