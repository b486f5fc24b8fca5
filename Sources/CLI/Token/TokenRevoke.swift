import ArgumentParser
import JSON
import Postgres

struct TokenRevoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "End tokens now, on every running gateway.",
        discussion: """
            EXAMPLES
              souk token revoke 81723 81724
            """)

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The ids of the tokens.")
    var ids: [Int64]

    func run() async throws {
        let revoked = try await database.withConnection { connection in
            var revoked: [Int64] = []
            for id in ids
            where try await connection.query("SELECT souk.revoke_token($1::bigint)", [String(id)]).text(row: 0, column: 0) == "t" {
                revoked.append(id)
            }
            return revoked
        }
        let others = ids.filter { !revoked.contains($0) }
        if output.json {
            Terminal.print(
                .members([
                    "revoked": .array(revoked.map { .string(String($0)) }), "notInForce": .array(others.map { .string(String($0)) }),
                ]))
        } else {
            for id in revoked { Terminal.print("Token \(id) has ended.") }
            for id in others { Terminal.remark("There is no token \(id) that could end.") }
        }
        if revoked.isEmpty { throw ExitCode.failure }
    }
}
