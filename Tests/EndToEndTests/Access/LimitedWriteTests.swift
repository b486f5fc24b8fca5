import GraphQLLanguage
import GraphQLSchema
import JSON
import Testing

/// A partner's token that is for some campaigns, and every mutation that names a campaign.
@Suite("A token for some campaigns writes to these only", .serialized)
struct LimitedWriteTests {
    private typealias Ground = WritesGround

    private struct Limited {
        let ground: WritesGround
        /// Two campaigns of the shop, both drafts: the token is for the first.
        let inside: String
        let outside: String
        let token: String

        static let shared = Task { try await make() }

        private static func make() async throws -> Limited {
            let ground = try await Ground.shared.value
            _ = try await ground.value(
                """
                INSERT INTO market.initiator_right (tenant_id, merchant_id) VALUES (1, \(AccessGround.shop))
                ON CONFLICT ON CONSTRAINT initiator_right_pkey DO UPDATE SET merchant_id = excluded.merchant_id RETURNING merchant_id
                """)
            func campaign() async throws -> String {
                let answer = try await ground.ask(
                    "mutation ($i: OpenCampaignInput!) { openCampaign(input: $i) { campaign { databaseId } } }", Self.opening,
                    as: ground.shop)
                return try #require(answer.value(at: "openCampaign.campaign.databaseId")?.string, "\(answer.text)")
            }
            let (inside, outside) = (try await campaign(), try await campaign())
            let app = try await ground.access.app("Some campaigns only", secret: nil).id
            _ = try await ground.value(
                "SELECT souk.grant_app(1, \(app), \(AccessGround.shop), '{campaigns:read,campaigns:write,visits:write}', 'the owner')")
            let token = try await ground.access.token(
                "partner",
                """
                merchants => '{\(AccessGround.shop)}', scopes => '{campaigns:read,campaigns:write,visits:write}', app => \(app),
                limits => '{"campaign": [\(inside)]}'
                """
            ).text
            return Limited(ground: ground, inside: inside, outside: outside, token: token)
        }

        static let opening = Ground.opening("Some of two", seats: 3)

        func send(_ mutation: String, _ input: String) async throws -> Answer {
            let name = mutation.prefix(1).uppercased() + mutation.dropFirst()
            return try await ground.ask("mutation ($i: \(name)Input!) { \(mutation)(input: $i) { clientMutationId } }", input, as: token)
        }
    }

    @Test("another campaign answers every mutation like one that is missing, and stays as it is")
    func outside() async throws {
        let limited = try await Limited.shared.value
        let sdl = try await limited.ground.access.gateways[0].get("/schema.graphql", token: limited.token).text
        let schema = try SchemaBuilder.build(Parser.parse(Source(sdl), limits: .trusted)).schema
        let state = "SELECT to_jsonb(c)::text FROM market.campaign c WHERE tenant_id = 1 AND id = \(limited.outside)"
        let before = try await limited.ground.value(state)
        var tried = 0
        for mutation in schema.type(named: "Mutation")?.fields.map(Array.init) ?? [] {
            let input = mutation.arguments["input"].flatMap { schema.type(named: $0.type.innermost) }
            guard case .inputObject(let fields)? = input, fields.fields.contains(where: { $0.name == "campaignId" }) else { continue }
            func values(_ campaign: String) -> String {
                let members = fields.fields.filter { if case .nonNull = $0.type { true } else { false } }.map { field in
                    let value: JSONValue =
                        if field.name == "campaignId" { .string(Ground.id("Campaign", campaign)) } else { Self.value(of: field) }
                    return JSONMember(field.name, value)
                }
                return JSONValue.object(members).canonical
            }
            let hidden = try await limited.send(mutation.name, values(limited.outside))
            let missing = try await limited.send(mutation.name, values("999999999999"))
            #expect(hidden.text == missing.text, "\(mutation.name)")
            #expect(hidden.code == "NOT_FOUND", "\(mutation.name): \(hidden.text)")
            tried += 1
        }
        #expect(tried > 15)
        #expect(try await limited.ground.value(state) == before)
        let query = "{ campaign(id: \"\(Ground.id("Campaign", limited.outside))\") { viewerCan { publishCampaign } } }"
        #expect(try await limited.ground.access.gateways[0].ask(query, token: limited.token).answer?.value(at: "campaign") == .null)
    }

    /// Something of the type: ids of this shop and of nothing.
    private static func value(of field: InputValueDefinition) -> JSONValue {
        switch (field.type.nullable, field.type.innermost) {
        case (.list, _): .array([])
        case (_, "ID") where field.name == "merchantId": .string(Ground.id("Merchant", AccessGround.shop))
        case (_, "ID"): .string(Ground.id(String(field.name.prefix(1).uppercased() + field.name.dropFirst().dropLast(2)), "999999999999"))
        default: .string("x")
        }
    }

    @Test("its own campaigns are written to, and no further one is opened")
    func inside() async throws {
        let limited = try await Limited.shared.value
        let id = Ground.id("Campaign", limited.inside)
        let query = "{ campaign(id: \"\(id)\") { viewerCan { publishCampaign reviseTerms } merchant { viewerCan { openCampaign } } } }"
        let told = try await limited.ground.access.gateways[0].ask(query, token: limited.token).answer
        #expect(told?.value(at: "campaign.viewerCan")?.canonical == #"{"publishCampaign":true,"reviseTerms":true}"#, "\(told?.text ?? "")")
        let revised = try await limited.send("reviseTerms", "{\"campaignId\": \"\(id)\", \"terms\": \"Fairer\"}")
        #expect(revised.errors.isEmpty, "\(revised.text)")
        let published = try await limited.send("publishCampaign", "{\"campaignId\": \"\(id)\"}")
        #expect(published.errors.isEmpty, "\(published.text)")
        #expect(
            try await limited.ground.value("SELECT status FROM market.campaign WHERE tenant_id = 1 AND id = \(limited.inside)") == "open")
        let opened = try await limited.send("openCampaign", Limited.opening)
        #expect(opened.code == "FORBIDDEN", "\(opened.text)")
    }
}
