import AsyncHTTPClient
import Foundation
import JSON
import NIOCore
import NIOHTTP1
import Postgres
import Testing

@Suite("Rate limits of a running gateway", .serialized)
struct RateLimitServedTests {
    private static let ground = Task {
        try await AccessGround.make(options: ["--proxies", "1", "--batch-limit", "5"])
    }
    private static let page = "{ merchants(first: 10) { nodes { name } } }"

    /// Before anything was asked in this test.
    private let start = ContinuousClock.now
    private var elapsed: Int { Int((ContinuousClock.now - start).components.seconds) }

    /// Whether so many rows are left, and those that have come back meanwhile: a row a minute.
    private func isLeft(_ rows: Int, _ reply: RunningSouk.Reply) -> Bool {
        remaining(reply).flatMap { Int($0) }.map { (rows...rows + elapsed / 60).contains($0) } ?? false
    }

    private func remaining(_ reply: RunningSouk.Reply) -> String? { reply.answer?.json.value(at: "extensions.cost.remaining")?.canonical }

    @Test(
        "One app's tokens share a limit, with those that are made from them; 429 says when to come back; a change is heard"
    )
    func app() async throws {
        let ground = try await Self.ground.value
        let gateway = ground.gateways[0]
        let (app, _) = try await ground.app("Limited", secret: nil)
        let (other, _) = try await ground.app("Not limited", secret: nil)
        for each in [app, other] {
            _ = try await ground.value("SELECT souk.grant_app(1, $1::bigint, 7, '{products:read}', 'test')", [each])
        }
        _ = try await ground.value("SELECT souk.set_rate_limit(1, 'partner', 1, 25, $1::bigint)", [app])
        let order = "merchants => '{7}', scopes => '{products:read}'"
        let tokens = [
            try await ground.token("partner", "\(order), app => \(app)"), try await ground.token("partner", "\(order), app => \(app)"),
        ]
        let child = try await ground.token("partner", "\(order), app => \(app)")
        try await ground.superuser.query("UPDATE souk.token SET parent_id = \(tokens[0].id) WHERE id = \(child.id)")

        #expect(isLeft(15, try await gateway.ask(Self.page, token: tokens[0].text)))
        #expect(isLeft(5, try await gateway.ask(Self.page, token: tokens[1].text)))
        let refused = try await gateway.ask(Self.page, token: child.text)
        #expect(refused.status == 429 && refused.answer?.code == "RATE_LIMITED")
        let seconds = try #require(refused.retryAfter.flatMap { Int($0) })
        #expect((300 - elapsed - 1...300).contains(seconds))
        // Nobody else feels it.
        let unlimited = try await ground.token("partner", "\(order), app => \(other)")
        #expect(remaining(try await gateway.ask(Self.page, token: unlimited.text)) == "null")

        _ = try await ground.value("SELECT souk.set_rate_limit(1, 'partner', 60000, app => $1::bigint)", [app])
        try await eventually { try await gateway.ask(Self.page, token: child.text).status == 200 }
        _ = try await ground.value("SELECT souk.clear_rate_limit(1, 'partner', $1::bigint)", [app])
        try await eventually { remaining(try await gateway.ask(Self.page, token: child.text)) == "null" }
        #expect(
            try await ground.value("SELECT count(*) FROM souk.audit WHERE action = 'rate_limit.change' AND object = 'app ' || $1", [app])
                == "3")
    }

    @Test("Tokens that are made from one of nobody's share its limit")
    func family() async throws {
        let ground = try await Self.ground.value
        _ = try await ground.value("SELECT souk.set_rate_limit(1, 'partner', 1, 25)")
        let order = "merchants => '{7}', scopes => '{products:read}'"
        let (parent, stranger) = (try await ground.token("partner", order), try await ground.token("partner", order))
        let child = try await ground.token("partner", order)
        try await ground.superuser.query("UPDATE souk.token SET parent_id = \(parent.id) WHERE id = \(child.id)")
        #expect(isLeft(15, try await ground.gateways[0].ask(Self.page, token: parent.text)))
        #expect(isLeft(5, try await ground.gateways[0].ask(Self.page, token: child.text)))
        #expect(isLeft(15, try await ground.gateways[0].ask(Self.page, token: stranger.text)))
        _ = try await ground.value("SELECT souk.clear_rate_limit(1, 'partner')")
    }

    @Test("Visitors are told apart by their addresses, and marketplaces from each other")
    func visitors() async throws {
        let ground = try await Self.ground.value
        _ = try await ground.value("SELECT souk.set_rate_limit(NULL, 'anonymous', 1, 20)")
        func isLeft(_ rows: Int, _ visit: (status: UInt, remaining: String?)) -> Bool {
            visit.status == 200 && visit.remaining.flatMap { Int($0) }.map { (rows...rows + elapsed / 60).contains($0) } ?? false
        }
        func visit(_ address: String, _ tenant: String = "bazaar") async throws -> (status: UInt, remaining: String?) {
            let body = JSONValue.object([JSONMember("query", .string(Self.page))]).canonical
            var request = HTTPClientRequest(url: "http://127.0.0.1:\(ground.gateways[0].port)/t/\(tenant)/graphql")
            request.method = .POST
            request.headers.add(name: "Content-Type", value: "application/json")
            request.headers.add(name: "X-Forwarded-For", value: address)
            request.body = .bytes(Array(body.utf8))
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
            let answer = try Answer(try await response.body.collect(upTo: 1 << 20))
            return (response.status.code, answer.json.value(at: "extensions.cost.remaining")?.canonical)
        }
        try await eventually { try await visit("192.0.2.1").remaining != "null" }
        #expect(try await isLeft(10, visit("192.0.2.2")))
        // What a client writes before its own address is its own invention.
        #expect(try await isLeft(0, visit("192.0.2.99, 192.0.2.2")))
        #expect(try await visit("192.0.2.2").status == 429)
        #expect(try await isLeft(10, visit("192.0.2.3")))
        #expect(try await isLeft(10, visit("192.0.2.2", "harbour")))
        #expect(try await isLeft(10, visit("2001:db8::1")))
        #expect(try await isLeft(0, visit("2001:db8:0:ff::2")))
        _ = try await ground.value("SELECT souk.set_rate_limit(1, 'anonymous', NULL)")
        try await eventually { try await visit("192.0.2.2") == (200, "null") }
        _ = try await ground.value("SELECT souk.clear_rate_limit(1, 'anonymous'), souk.clear_rate_limit(NULL, 'anonymous')")
    }

    @Test("Reading the schema counts too")
    func schema() async throws {
        let ground = try await Self.ground.value
        _ = try await ground.value("SELECT souk.set_rate_limit(1, 'buyer', 1, 2)")
        let token = try await ground.token("buyer", "subject => '10'")
        for _ in 0..<2 { #expect(try await ground.gateways[0].get("/schema.graphql", token: token.text).status == 200) }
        let refused = try await ground.gateways[0].get("/schema.graphql", token: token.text)
        #expect(refused.status == 429 && refused.retryAfter != nil && refused.answer?.code == "RATE_LIMITED")
        // There is no request that it could have room for.
        #expect(refused.answer?.json.value(at: "errors.0.extensions.detail.requested") == nil)
        _ = try await ground.value("SELECT souk.clear_rate_limit(1, 'buyer')")
    }

    @Test("Each request of a batch counts for itself")
    func batch() async throws {
        let ground = try await Self.ground.value
        _ = try await ground.value("SELECT souk.set_rate_limit(1, 'buyer', 1, 25)")
        let token = try await ground.token("buyer", "subject => '9'")
        let request = JSONValue.object([JSONMember("query", .string(Self.page))]).canonical
        let reply = try await ground.gateways[0].post("[\(request),\(request),\(request)]", token: token.text)
        guard case .array(let answers)? = reply.answer?.json else { throw TestGateway.NotReady(reason: reply.text) }
        #expect(answers.map { $0.value(at: "errors.0.extensions.code")?.canonical ?? "" } == ["", "", #""RATE_LIMITED""#])
        #expect(reply.status == 200 && reply.retryAfter != nil)
        _ = try await ground.value("SELECT souk.clear_rate_limit(1, 'buyer')")
    }
}
