import ArgumentParser
import Postgres

struct RateSet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Say how many rows each viewer of a role may ask for in a minute.",
        discussion: """
            A request for more rows than the burst is never answered; without a rate limit 200,000 are the most.

            EXAMPLES
              souk rate set partner --every-tenant --rows-per-minute 120000
              souk rate set anonymous --tenant lotus --rows-per-minute 20000 --burst 5000
              souk rate set partner --tenant lotus --app MaiMai --unlimited
            """)

    @OptionGroup var options: RateOptions

    @Option(help: ArgumentHelp("Rows that come back in a minute. (SOUK_ROWS_PER_MINUTE)", valueName: "rows"))
    var rowsPerMinute: Int?

    @Option(
        help: ArgumentHelp("Rows that may be asked for at once after a pause; a minute's when not said. (SOUK_BURST)", valueName: "rows"))
    var burst: Int?

    @Flag(help: "No limit here, whatever holds more widely. (SOUK_UNLIMITED=1)")
    var unlimited = false

    func run() async throws {
        let (rows, burst) = try limit()
        let place = try await options.database.withConnection { connection in
            let place = try await options.place(connection)
            try await connection.query(
                "SELECT souk.set_rate_limit($1::bigint, $2, $3::int, $4::int, $5::bigint)",
                [place.tenantID, options.role.rawValue, rows.map(String.init), burst.map(String.init), place.appID])
            return place
        }
        let rate = RateRow(
            tenant: place.tenant?.name, role: options.role.rawValue, app: place.app?.name, rowsPerMinute: rows, burst: burst)
        if options.output.json { Terminal.print(rate.json) } else { Terminal.print(rate.sentence) }
    }

    /// Rows in a minute and rows at once; nil for both where nothing is limited.
    private func limit() throws -> (rows: Int?, burst: Int?) {
        guard !(unlimited || Environment.flag("SOUK_UNLIMITED")) else {
            guard rowsPerMinute == nil, burst == nil else { throw CommandError("--unlimited goes without --rows-per-minute and --burst.") }
            return (nil, nil)
        }
        guard let rows = try rowsPerMinute ?? Environment.number("SOUK_ROWS_PER_MINUTE") else {
            throw CommandError("How many? Say --rows-per-minute, or --unlimited.")
        }
        guard (1...1_000_000_000).contains(rows) else { throw CommandError("--rows-per-minute is from 1 to 1000000000.") }
        let burst = try burst ?? Environment.number("SOUK_BURST") ?? rows
        let most = min(1440 * rows, Int(Int32.max))
        guard (1...most).contains(burst) else {
            throw CommandError("--burst is from 1 to \(most) here: no more than comes back in a day.")
        }
        return (rows, burst)
    }
}
