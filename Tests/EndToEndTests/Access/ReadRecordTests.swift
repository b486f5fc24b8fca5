import Access
import Catalog
import Crypto
import GraphModel
import GraphQLLanguage
import JSON
import Planning
import Postgres
import TestDatabase
import Testing

@testable import Execution

@Suite("Reading of marked data is recorded", .serialized)
struct ReadRecordTests {
    private static let gateway = Task { try await TestGateway(MarketDatabase.demo(in: .shared())) }

    private static let contacts = "query Contacts($n: Int) { buyerContacts(first: $n) { nodes { email } } }"

    private func viewer(_ role: Role, token: Int64? = nil) async throws -> Principal {
        let gateway = try await Self.gateway.value
        let scopes = gateway.store.current?.knownScopes.sorted()
        return Principal(
            tenant: try await gateway.tenant("bazaar"), role: role, subject: "4", merchants: [1, 2, 3],
            scopes: role == .partner ? scopes : nil, token: token)
    }

    /// The records of reading so far.
    private func count() async throws -> Int {
        try await Int(Self.gateway.value.value("SELECT count(*) FROM souk.audit WHERE action = 'read'") ?? "") ?? -1
    }

    @Test("for operators and partners, and for nobody else", arguments: Role.allCases)
    func roles(role: Role) async throws {
        let gateway = try await Self.gateway.value
        let before = try await count()
        let who = try await viewer(role, token: 99)
        let answer = try await gateway.answer(Self.contacts, [JSONMember("n", .number("3"))], as: who)
        #expect(answer.errors.isEmpty == (role != .anonymous))
        let isRecorded = role == .operator || role == .partner
        #expect(try await count() == before + (isRecorded ? 1 : 0))
        guard isRecorded else { return }
        let entry = try await gateway.json(
            "SELECT to_jsonb(a) FROM souk.audit a WHERE action = 'read' ORDER BY at DESC, id DESC LIMIT 1")
        #expect(entry["tenant_id"]?.canonical == String(who.tenant))
        #expect(entry["role"]?.string == role.rawValue && entry["subject"]?.string == "4")
        #expect(entry["token_id"]?.canonical == "99")
        #expect(entry["object"]?.string == "market.buyer_contact")
        #expect(entry["detail"]?["operation"]?.string == "Contacts")
        #expect(entry["detail"]?["document"]?.string == Printer.print(try Parser.parse(Self.contacts)))
        #expect(entry["detail"]?["document_sha256"] == nil && entry["detail"]?["variables_sha256"] == nil)
        #expect(entry["detail"]?["variables"]?["n"]?.canonical == "3")
        #expect(entry["detail"]?["columns"]?.items.contains(.string("email")) == true)
    }

    @Test(
        "by every way that leads to it",
        arguments: [
            "{ buyerContacts { totalCount } }", "{ buyers(first: 2) { nodes { contact { city } } } }",
            "{ buyers(first: 2, filter: {contact: {updatedAt: {gt: \"2020-01-01T00:00:00Z\"}}}) { nodes { nickname } } }",
            "{ staffMembers(first: 2) { nodes { email } } }", "{ merchants(first: 2) { nodes { staff { nodes { email } } } } }",
            "{ buyerContacts { aggregate { count } } }",
        ])
    func ways(query: String) async throws {
        let gateway = try await Self.gateway.value
        let before = try await count()
        let answer = try await gateway.answer(query, as: try await viewer(.operator))
        guard answer.code != "VALIDATION" else {
            // What no index serves is not offered, and then there is nothing to record.
            #expect(query.contains("filter") || query.contains("aggregate"))
            return
        }
        #expect(answer.errors.isEmpty)
        #expect(try await count() == before + 1)
    }

    @Test("and of a table with one marked column only where that is read")
    func columns() async throws {
        let gateway = try await Self.gateway.value
        let before = try await count()
        _ = try await gateway.answer("{ staffMembers(first: 2) { totalCount nodes { name } } }", as: try await viewer(.operator))
        _ = try await gateway.answer("{ merchants(first: 2) { nodes { name } } }", as: try await viewer(.operator))
        #expect(try await count() == before)
    }

    @Test("for each who asks: nothing is shared or merged")
    func each() async throws {
        let gateway = try await Self.gateway.value
        let operators = try await viewer(.operator)
        let partner = try await viewer(.partner)
        let request = GraphQLRequest(query: Source(Self.contacts), variables: [JSONMember("n", .number("2"))])
        let one = GraphQLRequest(
            query: Source("query ($id: ID!) { buyerContact(id: $id) { email } }"),
            variables: [JSONMember("id", .string(TestGateway.globalID("BuyerContact", 1)))])
        let before = try await count()
        let asked = [(request, operators), (request, operators), (request, partner), (one, operators), (one, operators), (one, operators)]
        let (answers, executions) = try await gateway.together(asked)
        #expect(executions == 6)
        #expect(answers.allSatisfy { $0.errors.isEmpty })
        #expect(try await count() == before + 6)
    }

    @Test("in the same transaction: what cannot be recorded is not answered")
    func together() async throws {
        let gateway = try await Self.gateway.value
        let who = try await viewer(.operator)
        let before = try await count()
        try await gateway.superuser.execute(script: "REVOKE INSERT ON souk.audit FROM souk_gateway")
        let refused = try await gateway.answer(Self.contacts, as: who)
        try await gateway.superuser.execute(
            script: "GRANT INSERT (tenant_id, role, subject, token_id, action, object, detail) ON souk.audit TO souk_gateway")
        #expect(refused.code == "INTERNAL" && refused.data == nil)
        #expect(try await count() == before)
        #expect(try await gateway.answer(Self.contacts, as: who).errors.isEmpty)
        #expect(try await count() == before + 1)
    }

    @Test("where a mutation's payload shows it, and again each time that the kept answer does")
    func kept() async throws {
        let gateway = try await Self.gateway.value
        let key = "kept with marked data"
        let mutation = """
            mutation {
              grantInitiatorRight(input: {merchantId: "\(TestGateway.globalID("Merchant", 3))", idempotencyKey: "\(key)"}) {
                initiatorRight { merchant { staff(first: 2) { nodes { email } } } }
              }
            }
            """
        let who = try await viewer(.operator, token: 77)
        let granted = "SELECT count(*) FROM souk.audit WHERE action = 'initiator_right.grant' AND token_id = 77"
        var answers: Set<String> = []
        for time in 1...3 {
            let before = try await count()
            let answer = try await gateway.answer(mutation, as: who)
            #expect(
                answer.value(at: "grantInitiatorRight.initiatorRight.merchant.staff.nodes.0.email")?.string?.isEmpty == false,
                "\(answer.text)")
            answers.insert(answer.data?.canonical ?? answer.text)
            #expect(try await count() == before + 1, "time \(time)")
            let entry = try await gateway.json(
                "SELECT to_jsonb(a) FROM souk.audit a WHERE action = 'read' ORDER BY at DESC, id DESC LIMIT 1")
            #expect(entry["object"]?.string == "market.merchant_staff" && entry["token_id"]?.canonical == "77")
        }
        #expect(answers.count == 1)
        #expect(try await gateway.value(granted) == "1", "it was carried out once")
        // What cannot be recorded is not told from what was kept either.
        try await gateway.superuser.execute(script: "REVOKE INSERT ON souk.audit FROM souk_gateway")
        let refused = try await gateway.answer(mutation, as: who)
        try await gateway.superuser.execute(
            script: "GRANT INSERT (tenant_id, role, subject, token_id, action, object, detail) ON souk.audit TO souk_gateway")
        #expect(refused.errors.count == 1 && refused.data?.canonical == #"{"grantInitiatorRight":null}"#, "\(refused.text)")
    }

    @Test("with what was asked, whatever is in it")
    func details() async throws {
        let gateway = try await Self.gateway.value
        let before = try await count()
        let query =
            "query ($after: String, $skip: Boolean!) { buyerContacts(first: 1) { nodes { email } } x: merchants(first: 1, after: $after) @skip(if: $skip) { totalCount } }"
        for text in ["a\u{0}b", String(repeating: "é", count: 9000), "\"\\u0000"] {
            let answer = try await gateway.answer(
                query, [JSONMember("after", .string(text)), JSONMember("skip", .bool(true))], as: try await viewer(.operator))
            #expect(answer.errors.isEmpty, "\(answer.errors.map(\.canonical))")
        }
        #expect(try await count() == before + 3)
    }

    @Test("with what was asked, whatever stands before it; and with the hash of what is too long")
    func longDocuments() async throws {
        let gateway = try await Self.gateway.value
        let who = try await viewer(.operator)
        let last = "SELECT detail FROM souk.audit WHERE action = 'read' ORDER BY at DESC, id DESC LIMIT 1"
        let padding = String(repeating: "x", count: 5000)
        let commented = "# \(padding)\n\"\"\"\n\(padding)\n\"\"\"\nquery Other { __typename }\n\(Self.contacts)"
        let request = GraphQLRequest(query: Source(commented), operationName: "Contacts", variables: [JSONMember("n", .number("2"))])
        let (answers, _) = try await gateway.together([(request, who)])
        #expect(answers.allSatisfy { $0.errors.isEmpty }, "\(answers.map(\.text))")
        let entry = try await gateway.json(last)
        #expect(entry["document"]?.string == Printer.print(try Parser.parse(Self.contacts)))

        let long = """
            query ($after: String) {
              a\(padding): __typename
              buyerContacts(first: 1) { nodes { email } }
              merchants(first: 1, after: $after) @skip(if: true) { totalCount }
            }
            """
        _ = try await gateway.answer(long, [JSONMember("after", .string(padding))], as: who)
        let cut = try await gateway.json(last)
        let whole = Printer.print(try Parser.parse(long))
        #expect(cut["document"]?.string == String(whole.prefix(4000)))
        #expect(cut["document_sha256"]?.string == Self.hash(whole))
        #expect(cut["variables"]?.string?.hasPrefix("{\"after\":\"xxx") == true)
        #expect(cut["variables_sha256"]?.string == Self.hash("{\"after\":\"\(padding)\"}"))
    }

    private static func hash(_ text: String) -> String {
        SHA256.hash(data: Array(text.utf8)).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    @Test("for the tenant's operators to read, in the graph, and for nobody else; and nobody changes it")
    func readable() async throws {
        let gateway = try await Self.gateway.value
        let who = try await viewer(.operator)
        _ = try await gateway.answer(Self.contacts, as: who)
        let query = "{ auditEntries(first: 5, filter: {action: {eq: \"read\"}}) { totalCount nodes { at role subject object detail } } }"
        let answer = try await gateway.answer(query, as: who)
        #expect(answer.errors.isEmpty, "\(answer.errors.map(\.canonical))")
        #expect(answer.value(at: "auditEntries.nodes.0.object")?.string == "market.buyer_contact")
        let other = Principal(tenant: try await gateway.tenant("harbour"), role: .operator, subject: "4")
        #expect(try await gateway.answer(query, as: other).value(at: "auditEntries.totalCount")?.canonical == "0")
        for role in Role.allCases where role != .operator {
            #expect(try await gateway.answer(query, as: try await viewer(role)).code == "VALIDATION")
        }
        for sql in ["UPDATE souk.audit SET action = 'x'", "DELETE FROM souk.audit", "TRUNCATE souk.audit"] {
            for user in ["souk_gateway", "souk_migrator"] {
                let connection = try await AdminConnection.connect(gateway.database.setting("user", to: user))
                await #expect(throws: PostgresError.self, "\(user): \(sql)") { try await connection.query(sql) }
                await connection.close()
            }
        }
    }
}
