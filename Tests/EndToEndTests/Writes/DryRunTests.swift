import Foundation
import JSON
import Testing

@Suite("A dry run")
struct DryRunTests {
    private typealias Ground = WritesGround

    /// Posts a request with these members beside its query.
    private func ask(_ query: String, _ members: String, as token: String) async throws -> Answer {
        let ground = try await Ground.shared.value
        let body = #"{"query": \#(JSONValue.string(query).text), \#(members)}"#
        return try #require(try await ground.access.gateways[0].post(body, token: token).answer)
    }

    private static let isDry = #""extensions": {"dryRun": true}"#

    @Test(
        "Tells what the request will cost, and no row",
        arguments: [
            "{ merchants(first: 7) { nodes { name products(first: 3) { nodes { name } } } } }", "{ merchants(first: 2) { totalCount } }",
            "{ __schema { queryType { name } } }",
            "{ campaigns(filter: { merchant: { name: { startsWith: \"A\" } } }) { nodes { title } } }",
        ])
    func cost(query: String) async throws {
        let ground = try await Ground.shared.value
        let dry = try await ask(query, Self.isDry, as: ground.buyer)
        let run = try await ask(query, #""extensions": {"dryRun": false}"#, as: ground.buyer)
        let requested = try #require(run.json.value(at: "extensions.cost.requested"))
        #expect(
            dry.text
                == #"{"data":null,"extensions":{"cost":{"requested":\#(requested.canonical),"actual":0,"limit":200000,"remaining":null,"resetAt":null}}}"#
        )
        #expect(run.data != .null && run.errors.isEmpty)
    }

    @Test("Writes nothing and takes no key")
    func write() async throws {
        let ground = try await Ground.shared.value
        let (key, body) = (UUID().uuidString, "dry-\(UUID().uuidString)")
        func variables(_ body: String) -> String { #""variables": {"i": {"body": "\#(body)", "idempotencyKey": "\#(key)"}}"# }
        let dry = try await ask(Ground.publish, "\(variables("another")), \(Self.isDry)", as: ground.buyer)
        #expect(dry.data == .null && dry.errors.isEmpty, "\(dry.text)")
        #expect(try await ground.value("SELECT count(*) FROM market.post WHERE body IN ('another', '\(body)')") == "0")
        // The key is free for other values.
        let run = try await ask(Ground.publish, variables(body), as: ground.buyer)
        #expect(run.errors.isEmpty, "\(run.text)")
        #expect(try await ground.value("SELECT count(*) FROM market.post WHERE body = '\(body)'") == "1")
    }

    @Test("What would be refused before anything is read is refused: too much, not there, no values, no cursor")
    func refused() async throws {
        let ground = try await Ground.shared.value
        let large = "{ merchants(first: 1000) { nodes { products(first: 1000) { nodes { name } } } } }"
        let tooMuch = try await ask(large, Self.isDry, as: ground.buyer)
        #expect(tooMuch.code == "TOO_COMPLEX" && tooMuch.json.value(at: "errors.0.extensions.detail.limit")?.canonical == "200000")
        #expect(try await ask("{ nothing }", Self.isDry, as: ground.buyer).code == "VALIDATION")
        let query = "query ($n: Int!) { merchants(first: $n) { totalCount } }"
        #expect(try await ask(query, Self.isDry, as: ground.buyer).code == "BAD_VARIABLE")
        let cursor = #"{ merchants(first: 2, after: "zzz") { nodes { name } } }"#
        #expect(try await ask(cursor, Self.isDry, as: ground.buyer).code == "BAD_VARIABLE")
    }

    @Test("Is asked for by true alone: what is no boolean runs nothing", arguments: [#""true""#, "1", "{}", "[true]", "null"])
    func unclear(value: String) async throws {
        let ground = try await Ground.shared.value
        let body = "unclear-\(UUID().uuidString)"
        let members = #""variables": {"i": {"body": "\#(body)"}}, "extensions": {"dryRun": \#(value)}"#
        let answer = try await ask(Ground.publish, members, as: ground.buyer)
        #expect(answer.code == "VALIDATION" && answer.text.contains("dryRun"), "\(answer.text)")
        #expect(try await ground.value("SELECT count(*) FROM market.post WHERE body = '\(body)'") == "0")
    }
}
