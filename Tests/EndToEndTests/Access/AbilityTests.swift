import Access
import GraphModel
import GraphQLSchema
import JSON
import Testing

@Suite("What a viewer may do with a row", .serialized)
struct AbilityTests {
    private typealias Ground = WritesGround

    @Test("is told of the mutations that the viewer has, and of no other", arguments: Role.allCases)
    func mask(role: Role) async throws {
        let graph = try await WallGround.shared.value.graph
        let abilities = graph.schema.types.compactMap { type in type.fields?["viewerCan"].map { (row: type.name, type: $0.type.innermost) }
        }
        #expect(abilities.count > 6)
        let all = graph.knownScopes
        let some = [nil, all, []] + all.map { all.subtracting([$0]) } + all.map { [$0] }
        for scopes in some {
            let schema = SchemaMask(of: graph, role: role, scopes: scopes).schema
            let mutations = Set(schema.type(named: "Mutation")?.fields?.map(\.name) ?? [])
            for (row, type) in abilities {
                let whole = Set(graph.schema.type(named: type)?.fields?.map(\.name) ?? [])
                let expected = schema.type(named: row) == nil ? [] : whole.intersection(mutations)
                let told = Set(schema.type(named: type)?.fields?.map(\.name) ?? [])
                #expect(told == expected, "\(type) for \(role) with \(scopes?.sorted() ?? ["all"])")
                #expect((schema.type(named: row)?.fields?["viewerCan"] != nil) == !expected.isEmpty)
            }
        }
    }

    private static let course = """
        viewerCan {
          publishCampaign cancelCampaign startSigning applyToCampaign inviteToCampaign withdrawFromCampaign
        }
        """

    /// The names of what is true.
    private func open(_ abilities: JSONValue?) -> Set<String> {
        Set((abilities?.members ?? []).filter { $0.value == .bool(true) }.map(\.key))
    }

    @Test("is what the mutations do then, of a campaign and a part in it, in the payload of the one before too")
    func campaign() async throws {
        let ground = try await Ground.shared.value
        let other = try await ground.value(
            """
            SELECT min(s.merchant_id) FROM market.merchant_staff s JOIN market.merchant m ON m.tenant_id = 1 AND m.id = s.merchant_id
            WHERE s.tenant_id = 1 AND s.duty = 'owner' AND s.active AND m.status = 'open' AND m.id <> \(AccessGround.shop)
            """)
        let owner = try await ground.access.token(
            "merchant", "subject => '\(ground.access.staff(of: other))', merchants => '{\(other)}'"
        ).text
        _ = try await ground.value(
            """
            INSERT INTO market.initiator_right (tenant_id, merchant_id) VALUES (1, \(AccessGround.shop))
            ON CONFLICT ON CONSTRAINT initiator_right_pkey DO UPDATE SET merchant_id = excluded.merchant_id RETURNING merchant_id
            """)
        let made = try await ground.ask(
            "mutation ($i: OpenCampaignInput!) { openCampaign(input: $i) { campaign { id merchant { viewerCan { openCampaign } } \(Self.course) } } }",
            Ground.opening("Asked of each button", seats: 2), as: ground.shop)
        let id = try #require(made.value(at: "openCampaign.campaign.id")?.string, "\(made.text)")
        #expect(made.value(at: "openCampaign.campaign.merchant.viewerCan.openCampaign") == .bool(true))
        #expect(open(made.value(at: "openCampaign.campaign.viewerCan")) == ["publishCampaign", "cancelCampaign", "inviteToCampaign"])

        func ask(_ selection: String, as token: String?) async throws -> JSONValue? {
            let query = JSONValue.object([JSONMember("query", .string("{ campaign(id: \"\(id)\") { \(selection) } }"))])
            let path = token == nil ? "/t/bazaar/graphql" : "/graphql"
            let answer = try #require(try await ground.access.gateways[0].post(query.text, to: path, token: token).answer)
            #expect(answer.errors.isEmpty, "\(answer.text)")
            return answer.value(at: "campaign")
        }
        func act(_ mutation: String, _ more: String = "", as token: String) async throws {
            let name = mutation.prefix(1).uppercased() + mutation.dropFirst()
            let answer = try await ground.ask(
                "mutation ($i: \(name)Input!) { \(mutation)(input: $i) { clientMutationId } }", "{\"campaignId\": \"\(id)\"\(more)}",
                as: token)
            #expect(answer.errors.isEmpty, "\(answer.text)")
        }
        #expect(try await ask(Self.course, as: owner) == .null, "a draft is not there for a shop that was not invited")
        try await act("publishCampaign", as: ground.shop)
        #expect(open(try await ask(Self.course, as: ground.shop)?["viewerCan"]) == ["cancelCampaign", "inviteToCampaign"])
        #expect(open(try await ask(Self.course, as: owner)?["viewerCan"]) == ["applyToCampaign"])
        try await act("applyToCampaign", as: owner)
        #expect(open(try await ask(Self.course, as: owner)?["viewerCan"]) == ["withdrawFromCampaign"])
        let parts = "participants { nodes { merchant { databaseId } viewerCan { acceptApplication removeFromCampaign inviteToCampaign } } }"
        func part(as token: String) async throws -> JSONValue? {
            let nodes = try await ask(parts, as: token)?.value(at: "participants.nodes")?.items ?? []
            return nodes.first { $0.value(at: "merchant.databaseId")?.string == other }?["viewerCan"]
        }
        #expect(open(try await part(as: ground.shop)) == ["acceptApplication", "inviteToCampaign"])
        #expect(open(try await part(as: owner)) == [])
        let shop = Ground.id("Merchant", other)
        try await act("acceptApplication", ", \"merchantId\": \"\(shop)\"", as: ground.shop)
        #expect(open(try await part(as: ground.shop)) == ["removeFromCampaign"])
        #expect(open(try await ask(Self.course, as: ground.shop)?["viewerCan"]) == ["cancelCampaign", "inviteToCampaign", "startSigning"])
        let asked = "viewerCan { me: inviteToCampaign(merchantId: \"\(shop)\") }"
        #expect(try await ask(asked, as: ground.shop)?.value(at: "viewerCan.me") == .bool(false), "it is a member already")
        // A buyer has none of these mutations, and cannot ask about them; visits are buyers' to record.
        let buyer = try await ground.access.gateways[0].ask("{ campaign(id: \"\(id)\") { \(Self.course) } }", token: ground.buyer).answer
        #expect(buyer?.code == "VALIDATION")
        #expect(open(try await ask("viewerCan { recordCampaignVisit }", as: ground.buyer)?["viewerCan"]) == [], "it is not live")
    }

    @Test("is asked of as many rows as there are, and costs what its guards read")
    func cost() async throws {
        let ground = try await Ground.shared.value
        func cost(_ selection: String) async throws -> Int {
            let answer = try await ground.access.gateways[0].ask("{ campaigns(first: 10) { nodes { \(selection) } } }", token: ground.shop)
                .answer
            #expect(answer?.errors.isEmpty == true && answer?.value(at: "campaigns.nodes")?.items.count == 10)
            return try #require(answer?.json.value(at: "extensions.cost.requested").flatMap { Int($0.canonical) })
        }
        let bare = try await cost("id")
        #expect(try await cost("id viewerCan { __typename }") == bare)
        #expect(try await cost("id viewerCan { publishCampaign }") == bare + 10 * 3)
        #expect(try await cost("id viewerCan { publishCampaign } viewerCan { publishCampaign again: publishCampaign }") == bare + 10 * 6)
    }
}
