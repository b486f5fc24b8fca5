import JSON
import Postgres
import TestDatabase
import Testing

@Suite("souk schema check")
struct SchemaCheckTests {
    private static let database = Task { try await MarketDatabase.empty(in: .shared()) }

    private func check(
        _ arguments: [String], in database: PostgresConfiguration
    ) async throws -> (code: Int32, output: String, errors: String) {
        let address = "host=\(database["host"] ?? "") user=souk_gateway dbname=\(database["dbname"] ?? "")"
        return try await SoukProgram.outcome(of: ["schema", "check", "--database-url", address] + arguments)
    }

    @Test("tells of each column what filters and orders have, and leaves that out when told to")
    func quiet() async throws {
        let database = try await Self.database.value
        let all = try await check([], in: database)
        let quiet = try await check(["--quiet"], in: database)
        // More than a pipe holds.
        #expect(all.code == 0 && all.output.utf8.count > 65_536, "\(all.output.utf8.count) bytes; \(all.errors)")
        #expect(all.output.contains("\nnote: "))
        #expect(quiet.code == 0 && !quiet.output.contains("note: "), "\(quiet.output.prefix(500))")
        let severities = try await Self.severities(check(["--json"], in: database).output)
        let quietly = try await Self.severities(check(["--json", "--quiet"], in: database).output)
        #expect(severities.contains("note"))
        #expect(quietly == severities.filter { $0 != "note" })
    }

    private static func severities(_ output: String) throws -> [String?] {
        guard case .array(let findings) = try JSONParser.parse(Array(output.utf8)) else { return [] }
        return findings.map { $0["severity"]?.string }
    }

    @Test("ends with status 1 where the catalog makes no sound graph, and says where, quiet or not")
    func unsound() async throws {
        let database = try await MarketDatabase.empty(in: .shared())
        let owner = try await AdminConnection.connect(database)
        try await owner.execute(script: "COMMENT ON TABLE market.product IS '@nosuchdirective'")
        await owner.close()
        for arguments in [[], ["--quiet"], ["--quiet", "--json"]] {
            let outcome = try await check(arguments, in: database)
            #expect(outcome.code == 1, "\(arguments)")
            #expect(outcome.output.contains("market.product"), "\(outcome.output.prefix(500))")
            #expect(outcome.output.contains("nosuchdirective"), "\(outcome.output.prefix(500))")
        }
    }
}
