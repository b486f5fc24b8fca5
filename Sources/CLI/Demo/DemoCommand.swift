import ArgumentParser
import Foundation
import Postgres

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Load the demo marketplaces and issue a token per tenant and role.",
        discussion: """
            Runs the .sql files of a folder, which leave alone what is there already, and writes a file with the address, \
            the database and the tokens. Tokens that still work are kept. Not for a database that holds anything real.

            EXAMPLES
              souk demo --scale 0.1
              souk demo --out .souk/demo.json --url http://127.0.0.1:8080
              souk demo --show .souk/demo.json
            """)

    @OptionGroup var database: DatabaseOptions

    @Option(help: ArgumentHelp("The folder of the demo's .sql files. (SOUK_DEMO_FOLDER, otherwise sql/seed)", valueName: "path"))
    var folder: String?

    @Option(help: ArgumentHelp("How many times the demo's size. (SOUK_DEMO_SCALE, otherwise 1)", valueName: "factor"))
    var scale: Double?

    @Option(help: ArgumentHelp("Where the gateway will answer. (SOUK_URL, otherwise http://127.0.0.1:8080)", valueName: "url"))
    var url: String?

    @Option(help: ArgumentHelp("The file to write. (SOUK_DEMO_FILE, otherwise .souk/demo.json)", valueName: "path"))
    var out: String?

    @Option(help: ArgumentHelp("Load nothing: print what this file says, and a query to try. (SOUK_DEMO_SHOW)", valueName: "path"))
    var show: String?

    func run() async throws {
        if let path = show ?? Environment.value("SOUK_DEMO_SHOW") { return try DemoFile.read(path).printBanner(path: path) }
        let scale = try scale ?? Environment.number("SOUK_DEMO_SCALE") ?? 1
        guard scale.isFinite, scale > 0, scale <= 1000 else { throw CommandError("--scale is a number above 0 and up to 1000.") }
        let path = out ?? Environment.value("SOUK_DEMO_FILE") ?? ".souk/demo.json"
        let seed = try DemoSeed(folder: folder ?? Environment.value("SOUK_DEMO_FOLDER") ?? "sql/seed")

        let file = try await database.withConnection { connection in
            try await seed.load(scale: scale, connection)
            return DemoFile(
                url: url ?? Environment.value("SOUK_URL") ?? "http://127.0.0.1:8080",
                databaseURL: try database.address(),
                tenants: try await DemoTokens(known: try? DemoFile.read(path)).issue(connection))
        }
        try file.write(path)
    }
}
