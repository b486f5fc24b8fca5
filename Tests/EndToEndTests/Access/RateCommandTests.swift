import Foundation
import JSON
import Postgres
import Testing

@Suite("souk rate")
struct RateCommandTests {
    private static let ground = Task { try await AccessGround.make(gateways: 0) }

    private func souk(_ arguments: String...) async throws -> (code: Int32, output: String, errors: String) { try await souk(arguments) }

    @Test("sets, lists and takes back the limits of all tenants, of one, and of an app")
    func life() async throws {
        #expect(try await souk("list").output == "Nobody is limited. `souk rate set --help` shows how.\n")
        let all = try await souk("set", "partner", "--every-tenant", "--rows-per-minute", "120000")
        #expect(
            all.output == "Each partner may ask for 120000 rows in a minute in every tenant that says nothing of its own, 120000 at once.\n"
        )
        let one = try await souk("set", "anonymous", "--tenant", "bazaar", "--rows-per-minute", "20000", "--burst", "5000", "--json")
        #expect(one.output == #"{"tenant":"bazaar","role":"anonymous","app":null,"rowsPerMinute":20000,"burst":5000}"# + "\n")
        let app = try await souk("set", "partner", "--tenant", "bazaar", "--app", "MaiMai", "--unlimited")
        #expect(app.output == "App MaiMai may ask for any number of rows in bazaar.\n")
        let list = try await souk("list").output.split(separator: "\n").map {
            $0.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
        }
        #expect(
            list == [
                "TENANT ROLE APP ROWS A MINUTE AT ONCE", "every partner any 120000 120000", "bazaar anonymous any 20000 5000",
                "bazaar partner MaiMai any number any number",
            ])
        #expect(try await souk("list", "--tenant", "harbour").output.split(separator: "\n").count == 2)
        for (arguments, said) in [
            (["partner", "--tenant", "bazaar", "--app", "MaiMai"], "The limit is gone; a wider one counts now, if there is one.\n"),
            (["partner", "--tenant", "bazaar", "--app", "MaiMai"], "There was no such limit. `souk rate list` shows those there are.\n"),
        ] {
            #expect(try await souk(["clear"] + arguments).output == said)
        }
        #expect(try await souk("clear", "anonymous", "--tenant", "bazaar", "--json").output == "{\"cleared\":true}\n")
    }

    @Test(
        "says what is missing or cannot be",
        arguments: [
            (["set", "buyer", "--rows-per-minute", "5"], "In which tenant?"),
            (["set", "buyer", "--tenant", "bazaar"], "Say --rows-per-minute"),
            (["set", "buyer", "--tenant", "nowhere", "--rows-per-minute", "5"], "no tenant 'nowhere'"),
            (["set", "buyer", "--tenant", "bazaar", "--rows-per-minute", "0"], "from 1 to"),
            (["set", "buyer", "--tenant", "bazaar", "--rows-per-minute", "5", "--burst", "7201"], "from 1 to 7200 here"),
            (["set", "buyer", "--tenant", "bazaar", "--unlimited", "--burst", "5"], "--unlimited goes without"),
            (["set", "buyer", "--tenant", "bazaar", "--every-tenant", "--rows-per-minute", "5"], "one or the other"),
            (["set", "buyer", "--tenant", "bazaar", "--app", "MaiMai", "--rows-per-minute", "5"], "the role is partner"),
            (["set", "partner", "--every-tenant", "--app", "MaiMai", "--rows-per-minute", "5"], "one tenant's"),
            (["set", "partner", "--tenant", "bazaar", "--app", "Nobody", "--rows-per-minute", "5"], "no app 'Nobody'"),
            (["set", "visitor", "--tenant", "bazaar", "--rows-per-minute", "5"], "anonymous"),
        ])
    func refused(arguments: [String], said: String) async throws {
        let outcome = try await souk(arguments)
        #expect(outcome.code != 0 && outcome.errors.contains(said), "\(outcome.errors)")
    }

    private func souk(_ arguments: [String]) async throws -> (code: Int32, output: String, errors: String) {
        let database = try await Self.ground.value.database
        let address = "host=\(database["host"] ?? "") user=souk_migrator dbname=\(database["dbname"] ?? "")"
        return try await SoukProgram.outcome(of: ["rate"] + arguments + ["--database-url", address])
    }
}
