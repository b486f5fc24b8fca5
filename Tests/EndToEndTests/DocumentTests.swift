import Foundation
import JSON
import Postgres
import TestDatabase
import Testing

@testable import souk

/// The built program, told by its flags and its environment which documents and batches it takes.
@Suite("Persisted documents and batches of a running gateway")
struct DocumentTests {
    private struct Ground {
        let souk: RunningSouk
        let buyer: String
        let `operator`: String
    }

    private static let shops = "query Shops($first: Int!) { merchants(first: $first) { nodes { name } } }"
    private static let typename = "{ __typename }"

    private static let ground = Task {
        let database = try await MarketDatabase.demo(in: .shared())
        let owner = try await AdminConnection.connect(database.setting("user", to: "souk_migrator"))
        let tenant = try #require(try await TenantRow.all(owner).first { $0.name == "bazaar" })
        let buyer = try await TokenOrder(tenant: tenant.id, role: "buyer", subject: "1").issue(owner).text
        let `operator` = try await TokenOrder(tenant: tenant.id, role: "operator", subject: "op").issue(owner).text
        await owner.close()
        let apollo =
            #"{"format":"apollo-persisted-query-manifest","version":1,"operations":[{"id":"shops-1","name":"Shops","type":"query","body":"\#(shops)"}]}"#
        let souk = try await RunningSouk.start(
            on: database,
            options: [
                "--documents",
                try file(apollo) + "," + file(#"{"relay-1":"\#(typename)", "gone-1": "{ merchants { nodes { nmae } } }"}"#),
                "--trusted-only", "buyer, anonymous",
            ], environment: ["SOUK_BATCH_LIMIT": "3"])
        return Ground(souk: souk, buyer: buyer, operator: `operator`)
    }

    private static func file(_ text: String) throws -> String {
        let url = FileManager.default.temporaryDirectory.appending(path: "souk-manifest-\(UUID().uuidString).json")
        try Data(text.utf8).write(to: url)
        return url.path
    }

    @Test("A registered document is run by its id, of Apollo's manifest and of Relay's, by POST and by GET")
    func registered() async throws {
        let ground = try await Self.ground.value
        let shops = try await ground.souk.post(#"{"documentId":"shops-1","variables":{"first":2}}"#, token: ground.buyer)
        #expect(shops.answer?.value(at: "merchants.nodes")?.items.count == 2, "\(shops.text)")
        let relay = try await ground.souk.get("/graphql?documentId=relay-1", token: ground.buyer)
        #expect(relay.answer?.value(at: "__typename") == .string("Query"), "\(relay.text)")
        // The SHA-256 of `{ __typename }`.
        let hash = "7f56e67dd21ab3f30d1ff8b7bed08893f0a0db86449836189b361dd1e56ddb4b"
        let byHash = try await ground.souk.post(#"{"documentId":"sha256:\#(hash)"}"#, to: "/t/bazaar/graphql")
        #expect(byHash.answer?.value(at: "__typename") == .string("Query"), "\(byHash.text)")
    }

    @Test("A registered document that the graph has no answer to is named in the log")
    func gone() async throws {
        let ground = try await Self.ground.value
        let wanted = "registered documents that nobody can run under this graph"
        for _ in 0..<600 where !ground.souk.logText.contains(wanted) { try await Task.sleep(for: .milliseconds(50)) }
        let line = try #require(ground.souk.logText.split(separator: "\n").first { $0.contains(wanted) })
        #expect(line.contains("gone-1") && !line.contains("relay-1") && !line.contains("nmae"), "\(line)")
    }

    @Test(
        "Who may run only these runs nothing else, whichever way it is sent",
        arguments: [
            #"{"query":"{ merchants(first: 1) { nodes { name } } }"}"#, #"{"query":"{ __schema { queryType { name } } }"}"#,
            #"{"query":"{__typename}"}"#, #"{"query":"{ __typename }","documentId":"shops-1"}"#, #"{"documentId":"unknown"}"#,
            #"{"query":"{ a }","extensions":{"persistedQuery":{"version":1,"sha256Hash":"1c7e1e347f726166b5b1c55afd61f278cc9b45e00c108ec33d540a566379811b"}}}"#,
        ])
    func refused(body: String) async throws {
        let ground = try await Self.ground.value
        for (path, token) in [("/graphql", ground.buyer), ("/t/bazaar/graphql", nil)] {
            let reply = try await ground.souk.post(body, to: path, token: token)
            #expect([400, 403].contains(reply.status), "\(reply.text)")
            #expect(reply.answer?.data == nil)
            let code = try #require(reply.answer?.code)
            #expect(["FORBIDDEN", "VALIDATION"].contains(code))
        }
        let byGet = try await ground.souk.get("/graphql?query=%7Bmerchants(first:1)%7BtotalCount%7D%7D", token: ground.buyer)
        #expect(byGet.status == 403)
        #expect(try await ground.souk.get("/schema.graphql", token: ground.buyer).status == 403)
        #expect(try await ground.souk.get("/schema.graphql", token: ground.operator).status == 200)
    }

    @Test("What another role registers by its hash is no way around")
    func automatic() async throws {
        let ground = try await Self.ground.value
        let hash = "dd2a48a1c3e16afd3a1a9d14c2a0dd3e3ee6cc1bdbe45c7ad0a0f4d22a0fbb5a"
        let query = "{ merchants(first: 1) { nodes { id } } }"
        let wrong = try await ground.souk.post(
            #"{"query":"\#(query)","extensions":{"persistedQuery":{"version":1,"sha256Hash":"\#(hash)"}}}"#, token: ground.operator)
        #expect(wrong.status == 400)
        // The hash of `{ merchants(first: 1) { nodes { id } } }`.
        let right = "48833337dd404abfa7902af080ccc1cde73b935c2f193bf102c631d39eb9a540"
        let entry = #""extensions":{"persistedQuery":{"version":1,"sha256Hash":"\#(right)"}}"#
        let unknown = try await ground.souk.post("{\(entry)}", token: ground.operator)
        #expect(unknown.status == 200 && unknown.text.contains("PersistedQueryNotFound"))
        let strict = try await ground.souk.post("{\(entry)}", token: ground.operator, accept: "application/graphql-response+json")
        #expect(strict.status == 404 && strict.text.contains("PersistedQueryNotFound"))
        #expect(try await ground.souk.post("{\"query\":\"\(query)\",\(entry)}", token: ground.operator).answer?.data != nil)
        #expect(try await ground.souk.post("{\(entry)}", token: ground.operator).answer?.data != nil)
        #expect(try await ground.souk.post("{\(entry)}", token: ground.buyer).answer?.code == "FORBIDDEN")
    }

    @Test("A batch keeps its order, and each of its requests its own cost, errors and rights")
    func batches() async throws {
        let ground = try await Self.ground.value
        let batch = [
            #"{"query":"{ merchants(first: 2) { nodes { name } } }"}"#,
            #"{"query":"{ merchants(first: 1000) { nodes { campaigns(first: 1000) { nodes { participants(first: 1000) { nodes { id } } } } } } }"}"#,
            #"{"query":"query A { __typename }","operationName":"A"}"#,
        ]
        let reply = try await ground.souk.post("[\(batch.joined(separator: ","))]", token: ground.operator)
        #expect(reply.status == 200)
        let answers = try #require(reply.answer).json.items.map(Answer.init)
        #expect(answers.map { $0.code } == [nil, "TOO_COMPLEX", nil], "\(reply.text)")
        #expect(answers.first?.value(at: "merchants.nodes")?.items.count == 2)
        #expect(answers.first?.json.value(at: "extensions.cost.requested") != nil)
        #expect(answers.last?.value(at: "__typename") == .string("Query"))

        let four = try await ground.souk.post("[\((batch + [batch[0]]).joined(separator: ","))]", token: ground.operator)
        #expect(four.status == 400 && four.answer?.code == "TOO_COMPLEX")

        let asBuyer = try await ground.souk.post(#"[{"documentId":"relay-1"},\#(batch[0])]"#, token: ground.buyer)
        #expect(try #require(asBuyer.answer).json.items.map { Answer(json: $0).code } == [nil, "FORBIDDEN"])
    }

    @Test(
        "What makes no sense is refused at the start",
        arguments: [
            ["--trusted-only", "buyer"], ["--trusted-only", "nobody"], ["--documents", "/nowhere.json"], ["--batch-limit", "1000"],
            ["--csrf", "maybe"],
        ])
    func nonsense(options: [String]) async throws {
        let process = try SoukProgram.start(["serve", "--database-url", "host=/nowhere", "--port", "0"] + options)
        #expect(try await process.ended() == 1)
    }
}
