import Foundation
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

    @Test("names the registered documents that nobody can run, and why; others are fine")
    func documents() async throws {
        let database = try await Self.database.value
        let folder = FileManager.default.temporaryDirectory.appending(path: "souk-documents-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let good = folder.appending(path: "good.json").path
        let bad = folder.appending(path: "bad.json").path
        try #"{"shops": "query Shops { merchants { nodes { name } } }", "own": "{ __typename }"}"#.write(
            toFile: good, atomically: true, encoding: .utf8)
        try #"{"gone": "query Gone {\n  merchants { nodes { nmae } }\n}", "torn": "query {"}"#.write(
            toFile: bad, atomically: true, encoding: .utf8)

        let fine = try await check(["--quiet", "--documents", good], in: database)
        #expect(fine.code == 0 && fine.errors.contains("Of 2 documents all are valid."), "\(fine.output) \(fine.errors)")
        let broken = try await check(["--quiet", "--documents", "\(good),\(bad)"], in: database)
        let lines = broken.output.split(separator: "\n").filter { $0.contains("document ") }
        #expect(broken.code == 1)
        #expect(lines.count == 2, "\(broken.output)")
        #expect(
            lines.first?.hasPrefix(#"error: document gone (line 2, column 23): Cannot query field "nmae" on type "Merchant"."#) == true,
            "\(broken.output)")
        #expect(lines.last?.hasPrefix("error: document torn (line 1, column 8): ") == true, "\(broken.output)")
        let json = try JSONParser.parse(Array(try await check(["--quiet", "--json", "--documents", bad], in: database).output.utf8))
        #expect(
            json.items.compactMap { $0["code"]?.string }.filter { $0.hasPrefix("DOCUMENT") } == ["DOCUMENT_VALIDATION", "DOCUMENT_SYNTAX"])
    }

    @Test("does not name a document that works for those who lack what others have to say")
    func documentsOfSome() async throws {
        let database = try await MarketDatabase.empty(in: .shared())
        let owner = try await AdminConnection.connect(database)
        try await owner.execute(
            script:
                #"COMMENT ON COLUMN market.product.name IS 'Its name. @scope(read: "products.names:read", write: "products.names:write")'"#)
        await owner.close()
        func create(_ row: String) -> String {
            #"mutation { createProducts(input: {products: [{merchantId: \"x\", currency: \"EUR\"\#(row)}]}) { clientMutationId } }"#
        }
        let file = FileManager.default.temporaryDirectory.appending(path: "souk-documents-\(UUID()).json")
        defer { try? FileManager.default.removeItem(at: file) }
        try #"{"nameless": "\#(create(#", price: \"1\""#))", "priceless": "\#(create(#", name: \"x\""#))"}"#.write(
            to: file, atomically: true, encoding: .utf8)
        let outcome = try await check(["--quiet", "--documents", file.path], in: database)
        let lines = outcome.output.split(separator: "\n").filter { $0.contains("document ") }
        #expect(lines.count == 1 && lines.first?.contains("document priceless ") == true, "\(outcome.output) \(outcome.errors)")
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
