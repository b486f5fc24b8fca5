import Access
import Catalog
import Execution
import GraphModel
import GraphQLLanguage
import JSON
import NIOCore
import Planning
import Postgres
import TestDatabase
import Testing

/// Lists, rows by key that become one statement, shared executions, records and mutations' transactions, all at once on two connections.
@Suite("Fifty viewers of three tenants share two connections", .serialized)
struct CrowdTests {
    private struct Asked {
        let request: GraphQLRequest
        let viewer: Principal
        /// What it is answered when nobody else asks; nil for what always fails.
        let answer: String?
    }

    private static let texts = [
        "{ merchants(first: 9) { totalCount nodes { id name slug } } }",
        "{ products(first: 9) { nodes { id name merchant { name } } pageInfo { endCursor } } }",
        "query Shop($id: ID!) { merchant(id: $id) { id name slug } }",
        "query Shop($id: ID!) { merchant(id: $id) { name products(first: 3) { nodes { name } } } }",
        "{ orders(first: 9) { totalCount nodes { id total buyer { nickname } } } }",
        "{ buyerContacts(first: 9) { totalCount nodes { fullName email } } }",
        "{ campaigns(first: 9) { nodes { title participants(first: 5) { nodes { state merchant { name } } } } } }",
        "{ staffMembers(first: 9) { totalCount nodes { name email } } }",
        "{ merchants(first: 3) { nodes { id broken } } }",
    ]

    private static func viewers(of tenants: [Int64], scopes: [String]) -> [Principal] {
        (0..<50).map { number in
            let tenant = tenants[number % tenants.count]
            let id = Int64(number / 15 + 1)
            switch number % 5 {
            case 0: return .visitor(of: tenant)
            case 1: return Principal(tenant: tenant, role: .buyer, subject: String(id))
            case 2: return Principal(tenant: tenant, role: .merchant, subject: "1", merchants: [id])
            case 3:
                return Principal(
                    tenant: tenant, role: .partner, subject: "1", merchants: [id, id + 1], scopes: scopes,
                    limits: number > 25 ? RowLimits(["campaign": [id]]) : .none)
            default: return Principal(tenant: tenant, role: .operator, subject: String(id))
            }
        }
    }

    private static func make() async throws -> (TestGateway, [Asked]) {
        let database = try await MarketDatabase.demo(in: .shared())
        let owner = try await AdminConnection.connect(database)
        // The same ids are in each tenant; what they stand for says whose it is.
        try await owner.execute(
            script: """
                UPDATE market.merchant SET name = 'shop ' || id || ' of ' || tenant_id;
                UPDATE market.product SET name = 'product ' || id || ' of ' || tenant_id;
                UPDATE market.buyer_contact SET full_name = 'buyer ' || buyer_id || ' of ' || tenant_id;
                CREATE FUNCTION market.broken(shop market.merchant) RETURNS bigint LANGUAGE sql STABLE AS $$ SELECT 1 / (shop.id - shop.id) $$;
                GRANT EXECUTE ON FUNCTION market.broken TO souk_gateway, souk_reader;
                COMMENT ON FUNCTION market.broken IS 'Fails in the middle of the answer. @graph(on: "merchant")';
                """)
        await owner.close()
        var settings = PoolSettings()
        settings.minimumConnections = 2
        settings.maximumConnections = 2
        let gateway = try await TestGateway(database, settings: settings)
        var tenants: [Int64] = []
        for name in ["bazaar", "harbour", "atelier"] { tenants.append(try await gateway.tenant(name)) }
        var asked: [Asked] = []
        for viewer in viewers(of: tenants, scopes: gateway.store.current?.knownScopes.sorted() ?? []) {
            for (index, text) in texts.enumerated() {
                for number in text.contains("$id") ? Array(1...4) : [0] {
                    let shop = GlobalID(typeName: "Merchant", key: [String(number)]).text
                    let request = GraphQLRequest(query: Source(text), variables: number == 0 ? [] : [JSONMember("id", .string(shop))])
                    let answer = try await gateway.answer(request, as: viewer)
                    for other in tenants where other != viewer.tenant { #expect(!answer.text.contains(" of \(other)\"")) }
                    // What the database fails at; an operation that is refused before fails alike each time.
                    let fails = answer.data == nil && index == texts.count - 1
                    asked.append(Asked(request: request, viewer: viewer, answer: fails ? nil : answer.text))
                }
            }
        }
        return (gateway, asked)
    }

    @Test("and each answer is its asker's, whatever fails, is called off or takes too long in between")
    func crowd() async throws {
        let (gateway, asked) = try await Self.make()
        #expect(asked.contains { $0.answer == nil })
        #expect(Set(asked.compactMap(\.answer)).count > 100, "the answers tell viewers apart")
        let between = Between(pool: gateway.pool)
        var random = Dice(state: 5)
        var answered = 0
        var calledOff = 0
        for wave in 0..<60 {
            let some = (0..<50).map { _ in asked[Int.random(in: asked.indices, using: &random)] }
            // Several for one viewer, so that there is something to share and to merge.
            let crowd = some + some.prefix(15) + asked.filter { $0.viewer == some[0].viewer }
            let gone = wave % 3 == 0 ? [] : crowd.indices.filter { _ in Int.random(in: 0..<4, using: &random) == 0 }
            let patience: TimeAmount = wave % 5 == 4 ? .milliseconds(Int64.random(in: 1...20, using: &random)) : .seconds(60)
            // One looks while the crowd is served, one when it was.
            async let during = between.look()
            let (answers, _) = try await gateway.together(crowd.map { ($0.request, $0.viewer) }, within: patience, cancelling: gone)
            #expect(try await during.sessions.allSatisfy { $0 == between.clean })
            #expect(try await between.look().sessions.allSatisfy { $0 == between.clean })
            for (asked, answer) in zip(crowd, answers) {
                switch answer.code {
                case "TIMEOUT", "UNAVAILABLE":
                    calledOff += 1
                default:
                    guard asked.answer != nil else {
                        #expect(answer.data == nil)
                        continue
                    }
                    #expect(
                        answer.text == asked.answer, "\(asked.viewer.role) of \(asked.viewer.tenant): \(asked.request.query?.text ?? "")")
                    answered += 1
                }
            }
        }
        #expect(answered > 2000 && calledOff > 300)
        // Both connections, as they are left behind; what was broken off may have cost one, and another came in its place.
        var seen: Set<String> = []
        while seen.count < 2 { seen.formUnion(try await between.look().connections) }
        let counts = try await gateway.pool.status().get().counts
        #expect(counts.merged > 50, "rows by key became one statement")
    }
}

/// What a pooled connection's session holds outside of any request.
///
/// The pool lets nothing in without a context, so a look ends the transaction that it was let into, and with it everything that the
/// context set; what comes after is what the next request would find.
private struct Between: Sendable {
    private static let names = ["tenant", "role", "subject", "merchant", "scopes", "only", "token", "kept_1", "kept_2"]
    private static let end = Statement(sql: "COMMIT", parameterTypes: [])
    private static let begin = Statement(
        sql: """
            SELECT pg_backend_pid()::text, concat_ws('|', \(names.map { "nullif(current_setting('souk.\($0)', true), '')" }.joined(separator: ", ")),
              session_user, current_user, current_setting('role'), current_setting('transaction_read_only'), current_setting('statement_timeout'),
              (SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory'),
              pg_my_temp_schema() = 0 OR NOT EXISTS (SELECT FROM pg_class WHERE relnamespace = pg_my_temp_schema())), pg_sleep(0.002)::text
            """, parameterTypes: [])

    let clean = "souk_gateway|souk_gateway|none|off|0|0|t"
    let pool: ConnectionPool

    /// Two looks at once, which take both connections where both are free.
    func look() async throws -> (connections: Set<String>, sessions: [String]) {
        try await withThrowingTaskGroup { group in
            for _ in 0..<2 {
                group.addTask {
                    let visitor = SessionContext(tenant: "1", role: "operator", subject: "who looks", merchant: "1", only: "campaign=1")
                    let batch = Batch(.listRead, [BoundStatement(Self.end), BoundStatement(Self.begin)])
                    let results = try await pool.run(batch, in: visitor, deadline: .now() + .seconds(60))
                    return (results[1].text(row: 0, column: 0) ?? "", results[1].text(row: 0, column: 1) ?? "")
                }
            }
            var seen: (connections: Set<String>, sessions: [String]) = ([], [])
            for try await (connection, session) in group {
                seen.connections.insert(connection)
                seen.sessions.append(session)
            }
            return seen
        }
    }
}

/// SplitMix64: the same numbers in each run.
private struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
