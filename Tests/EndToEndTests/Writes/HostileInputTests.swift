import Access
import Catalog
import Foundation
import GraphModel
import GraphQLSchema
import JSON
import Planning
import Testing

/// Every mutation of the graph, each field of its input and of the rows in it, by every hostile value that its type knows.
@Suite("Inputs that nobody could mean")
struct HostileInputTests {
    /// Another tenant than the largest, whose ids are then ids of another tenant.
    private static let tenant = Int64(2)

    private struct Ground {
        let access: AccessGround
        let gateway: TestGateway
        let own: [String: String]
        let foreign: [String: String]
    }

    private func ground() async throws -> Ground {
        let access = try await AccessGround.make()
        let gateway = try await TestGateway(access.database)
        var (own, foreign): ([String: String], [String: String]) = ([:], [:])
        for table in try #require(gateway.store.current).tables
        where !table.isView && table.localKey.count == 1 && table.tenantColumn != nil {
            let key = table.columns[table.localKey[0]].name.quoted
            let rows = "FROM \(table.schema.quoted).\(table.name.quoted)"
            if let id = try await gateway.value("SELECT min(\(key)) \(rows) WHERE tenant_id = \(Self.tenant)") {
                own[table.typeName] = GlobalID(typeName: table.typeName, key: [id]).text
            }
            let other =
                "SELECT max(\(key)) \(rows) o WHERE tenant_id = 1 AND NOT EXISTS (SELECT \(rows) t WHERE t.tenant_id = \(Self.tenant) AND t.\(key) = o.\(key))"
            if let id = try await gateway.value(other) { foreign[table.typeName] = GlobalID(typeName: table.typeName, key: [id]).text }
        }
        return Ground(access: access, gateway: gateway, own: own, foreign: foreign)
    }

    /// A token of each role that writes, by which mutations are walked; the first that has one is the one that tries it.
    private func viewers(_ ground: Ground) async throws -> [(principal: Principal, token: String)] {
        let scopes = Array(try #require(ground.gateway.store.current).knownScopes).sorted()
        var viewers: [(principal: Principal, token: String)] = []
        for (role, subject, merchants) in [(Role.buyer, "1", [Int64]()), (.merchant, "1", [1]), (.operator, "1", []), (.partner, "1", [1])]
        {
            let token = OpaqueToken.generate()
            let digest = token.digest.map { String(format: "%02x", $0) }.joined()
            let limits = role == .partner ? scopes : []
            _ = try await ground.gateway.value(
                "SELECT souk.issue_token(decode($1, 'hex'), 'souk_test', \(Self.tenant), $2, subject => $3, merchants => $4::bigint[], scopes => $5::text[])",
                [
                    digest, role.rawValue, subject, "{\(merchants.map(String.init).joined(separator: ","))}",
                    "{\(limits.joined(separator: ","))}",
                ])
            viewers.append(
                (
                    Principal(
                        tenant: Self.tenant, role: role, subject: subject, merchants: merchants, scopes: limits.isEmpty ? nil : limits),
                    token.text
                ))
        }
        return viewers
    }

    @Test("Typed errors, and nothing written")
    func every() async throws {
        let ground = try await ground()
        let fingerprint = try await Self.fingerprint(of: ground.gateway)
        var tried: Set<String> = []
        var count = 0
        for viewer in try await viewers(ground) {
            let inputs = HostileInputs(
                graph: try #require(ground.gateway.store.current), schema: try ground.gateway.schema(for: viewer.principal),
                own: ground.own,
                foreign: ground.foreign)
            for mutation in inputs.schema.type(named: "Mutation")?.fields.map(Array.init) ?? [] where tried.insert(mutation.name).inserted {
                let document =
                    "mutation ($i: \(mutation.arguments["input"]?.type.description ?? "")) { \(mutation.name)(input: $i) { __typename } }"
                var before = try await ground.gateway.value(fingerprint)
                for input in inputs.inputs(of: mutation) {
                    count += 1
                    let body = "{\"query\": \(JSONValue.string(document).canonical), \"variables\": {\"i\": \(input.text)}}"
                    let reply = try await ground.access.gateways[0].post(body, token: viewer.token)
                    let words = "\(mutation.name) \(input.place) \(input.text.prefix(200)): \(reply.text.prefix(400))"
                    let answer = try #require(reply.answer, "\(words)")
                    #expect(answer.code != "INTERNAL", "\(words)")
                    if input.isAlwaysWrong { #expect(!answer.errors.isEmpty && answer.code != nil, "\(words)") }
                    for name in ["market.", "souk.", "_check", "_fkey", "_pkey"] { #expect(!reply.text.contains(name), "\(words)") }
                    // What may be right may be written. What was refused left nothing.
                    if answer.errors.isEmpty { before = try await ground.gateway.value(fingerprint) }
                }
                #expect(try await ground.gateway.value(fingerprint) == before, "\(mutation.name)")
            }
        }
        #expect(tried.count > 30 && count > 1000, "\(tried.count) mutations, \(count) inputs")
    }

    /// A statement that tells of every row of the graph in one number each: how many there are, and what is in them.
    private static func fingerprint(of gateway: TestGateway) async throws -> String {
        let tables = try await gateway.json(
            """
            SELECT jsonb_agg(oid::regclass::text ORDER BY relname) FROM pg_class WHERE relkind = 'r' AND (relnamespace = 'market'::regnamespace
              OR oid IN ('souk.change'::regclass, 'souk.idempotency_key'::regclass, 'souk.audit'::regclass))
            """)
        let parts = tables.items.compactMap(\.string).map {
            "(SELECT count(*) || ':' || coalesce(sum(hashtextextended(t::text, 0)), 0) FROM \($0) t)"
        }
        return "SELECT concat_ws(' ', \(parts.joined(separator: ", ")))"
    }
}
