import ArgumentParser
import JSON
import Postgres

struct RateClear: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clear",
        abstract: "Take a limit back, so that the wider one counts, if there is one.",
        discussion: """
            EXAMPLES
              souk rate clear anonymous --tenant lotus
              souk rate clear partner --tenant lotus --app MaiMai
              souk rate clear partner --every-tenant
            """)

    @OptionGroup var options: RateOptions

    func run() async throws {
        let wasThere = try await options.database.withConnection { connection in
            let place = try await options.place(connection)
            let result = try await connection.query(
                "SELECT souk.clear_rate_limit($1::bigint, $2, $3::bigint)", [place.tenantID, options.role.rawValue, place.appID])
            return result.text(row: 0, column: 0) == "t"
        }
        guard !options.output.json else { return Terminal.print(.members(["cleared": .bool(wasThere)])) }
        Terminal.print(
            wasThere
                ? "The limit is gone; a wider one counts now, if there is one."
                : "There was no such limit. `souk rate list` shows those there are.")
    }
}
