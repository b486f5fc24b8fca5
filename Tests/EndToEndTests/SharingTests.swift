import Access
import GraphModel
import GraphQLLanguage
import JSON
import NIOCore
import Planning
import Postgres
import TestDatabase
import Testing

@testable import Execution

@Suite("Reads that are under way together", .serialized)
struct SharingTests {
    /// A gateway of its own: the others' requests must not be counted.
    private static let gateway = Task { try await TestGateway(MarketDatabase.demo(in: .shared())) }

    private static let list = GraphQLRequest(
        query: Source("{ merchants(first: 7) { totalCount nodes { id name region } pageInfo { hasNextPage endCursor } } }"))
    private static let orders = GraphQLRequest(query: Source("{ orders(first: 50) { nodes { id buyer { id nickname } } } }"))

    private static func shop(_ id: Int) -> GraphQLRequest {
        GraphQLRequest(
            query: Source("query Shop($id: ID!) { merchant(id: $id) { id databaseId name } }"),
            variables: [JSONMember("id", .string(TestGateway.globalID("Merchant", id)))])
    }

    @Test("run once when they are the same for the same viewer")
    func sameViewer() async throws {
        let gateway = try await Self.gateway.value
        let operator1 = Principal(tenant: try await gateway.tenant("bazaar"), role: .operator)
        let alone = try await gateway.answer(Self.list, as: operator1)
        let (answers, executions) = try await gateway.together([GraphQLRequest](repeating: Self.list, count: 20).map { ($0, operator1) })
        #expect(executions == 1)
        #expect(answers.map(\.text) == [String](repeating: alone.text, count: 20))
    }

    @Test("are never shared between viewers who may see other rows, whatever is alike: tenant, role, subject, shops or scopes")
    func viewers() async throws {
        let gateway = try await Self.gateway.value
        let viewers = try await gateway.differingViewers()
        var alone: [String] = []
        for viewer in viewers { alone.append(try await gateway.answer(Self.orders, as: viewer).text) }
        let (answers, _) = try await gateway.together((0..<5).flatMap { _ in viewers.map { (Self.orders, $0) } })
        for (index, answer) in answers.enumerated() { #expect(answer.text == alone[index % viewers.count]) }
        #expect(Set(alone).count > 5)
    }

    @Test("run once for all who agree in all but the subject, where no row may hang on that")
    func subjects() async throws {
        let gateway = try await Self.gateway.value
        let (bazaar, harbour) = (try await gateway.tenant("bazaar"), try await gateway.tenant("harbour"))
        var viewers = (1...6).flatMap { subject in
            [bazaar, harbour].map { Principal(tenant: $0, role: .buyer, subject: String(subject)) }
        }
        for shop: Int64 in [1, 2] {
            for subject in ["1", "2"] { viewers.append(Principal(tenant: bazaar, role: .merchant, subject: subject, merchants: [shop])) }
        }
        viewers.append(Principal(tenant: bazaar, role: .buyer, subject: "1", scopes: ["orders:read"]))
        var alone: [String] = []
        for viewer in viewers { alone.append(try await gateway.answer(Self.list, as: viewer).text) }
        let (answers, executions) = try await gateway.together(viewers.map { (Self.list, $0) })
        #expect(answers.map(\.text) == alone)
        // Buyers of two tenants, staff of two shops, and the one with a scope.
        #expect(executions == 5)
        for viewer in viewers {
            let list = try gateway.engine.explain(Self.list, as: viewer)
            let orders = try gateway.engine.explain(GraphQLRequest(query: Source("{ orders { nodes { id } } }")), as: viewer)
            #expect(list.isImpersonal && list.context.subject == "", "what is shared runs without a subject")
            #expect(orders.isImpersonal == (viewer.role != .buyer))
            #expect(orders.context.subject == (viewer.role == .buyer ? viewer.subject : ""))
        }
    }

    @Test("by key become one statement for many buyers of a tenant")
    func byKeyOfMany() async throws {
        let bazaar = try await Self.gateway.value.tenant("bazaar")
        let asked = (1...12).map { (Self.shop($0), Principal(tenant: bazaar, role: .buyer, subject: String($0))) }
        #expect(try await askTogether(asked).merged > 6)
    }

    @Test("run once for each limit to some rows, whatever else is alike")
    func limits() async throws {
        let gateway = try await Self.gateway.value
        let bazaar = try await gateway.tenant("bazaar")
        let viewers = [(1, [17]), (1, [17, 18]), (1, [18])].map { token, campaigns in
            Principal(
                tenant: bazaar, role: .partner, subject: "1", merchants: [1], scopes: ["campaigns:read"],
                limits: RowLimits(["campaign": campaigns]), token: token)
        }
        let (_, executions) = try await gateway.together((0..<3).flatMap { _ in viewers.map { (Self.list, $0) } })
        #expect(executions == viewers.count)
    }

    @Test("by key become one statement for one viewer, and meet no other tenant's rows")
    func byKey() async throws {
        let gateway = try await Self.gateway.value
        let tenants = [try await gateway.tenant("bazaar"), try await gateway.tenant("harbour")]
        let asked = (1...12).flatMap { id in tenants.map { (Self.shop(id), Principal(tenant: $0, role: .anonymous)) } }
        #expect(try await askTogether(asked).merged > 10)
    }

    /// Asks each alone, then all of them together, where each runs and has the answer that it had alone.
    ///
    /// - Returns: the answers, and how many became part of another's statement.
    private func askTogether(_ asked: [(GraphQLRequest, Principal)]) async throws -> (answers: [String], merged: UInt64) {
        let gateway = try await Self.gateway.value
        var alone: [String] = []
        for (request, viewer) in asked { alone.append(try await gateway.answer(request, as: viewer).text) }
        let before = try await gateway.pool.status().get().counts.merged
        let (answers, executions) = try await gateway.together(asked)
        #expect(answers.map(\.text) == alone)
        #expect(executions == asked.count)
        return (alone, UInt64(try await gateway.pool.status().get().counts.merged - before))
    }

    @Test("by key become one statement whatever the operations are called, and each is answered in its own words")
    func sharedText() async throws {
        let gateway = try await Self.gateway.value
        let tenants = [try await gateway.tenant("bazaar"), try await gateway.tenant("harbour")]
        let asked = (1...12).flatMap { id in
            tenants.flatMap { tenant in
                [Principal(tenant: tenant, role: .anonymous), Principal(tenant: tenant, role: .buyer, subject: "1")].map { viewer in
                    let text = "query Shop\(id)($id: ID!) { own\(id % 3): merchant(id: $id) { id alias\(id): name databaseId } }"
                    let id = JSONMember("id", .string(TestGateway.globalID("Merchant", id)))
                    return (GraphQLRequest(query: Source(text), variables: [id]), viewer)
                }
            }
        }
        let (answers, merged) = try await askTogether(asked)
        #expect(answers[0].contains("alias1") && answers[4].contains("alias2"))
        #expect(merged > 10)
    }

    @Test("have one statement and never one viewer's rows: each has an operation of its own that comes to the same SQL")
    func sharedTextOfViewers() async throws {
        let gateway = try await Self.gateway.value
        let (bazaar, harbour) = (try await gateway.tenant("bazaar"), try await gateway.tenant("harbour"))
        let viewers = [
            Principal(tenant: bazaar, role: .operator), Principal(tenant: harbour, role: .operator),
            Principal(tenant: bazaar, role: .buyer, subject: "1"), Principal(tenant: bazaar, role: .buyer, subject: "2"),
            Principal(tenant: bazaar, role: .merchant, subject: "1", merchants: [1]),
            Principal(tenant: bazaar, role: .merchant, subject: "1", merchants: [2]),
            Principal(tenant: bazaar, role: .partner, subject: "1", merchants: [1], scopes: ["orders:read", "buyers:read"]),
            Principal(tenant: bazaar, role: .partner, subject: "1", merchants: [2], scopes: ["orders:read", "buyers:read"]),
        ]
        let asked = viewers.indices.flatMap { number in
            (0..<4).map { time in
                (
                    GraphQLRequest(
                        query: Source("query Mine\(number)x\(time) { orders(first: 50) { nodes { id buyer { id nickname } } } }")),
                    viewers[number]
                )
            }
        }
        #expect(try await Set(askTogether(asked).answers).count > 5)
    }

    @Test("join one that the database is at work on, and have the same error when there is one")
    func running() async throws {
        let gateway = try await Self.gateway.value
        let viewer = Principal(tenant: try await gateway.tenant("bazaar"), role: .operator)
        let alone = try await gateway.answer(Self.list, as: viewer).text
        try await gateway.superuser.query("BEGIN")
        try await gateway.superuser.query("LOCK TABLE market.merchant IN ACCESS EXCLUSIVE MODE")
        let (failed, executions) = try await gateway.together([(Self.list, viewer), (Self.list, viewer)], within: .milliseconds(300))
        #expect(executions == 1)
        #expect(failed.map(\.code) == ["TIMEOUT", "TIMEOUT"])
        let before = try await gateway.pool.status().get().counts.requests
        // How many sessions of this database wait for the table.
        func waiting() async throws -> Int {
            try await gateway.superuser.query(
                """
                SELECT FROM pg_locks WHERE NOT granted AND relation = 'market.merchant'::regclass
                  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                """
            ).rowCount
        }
        // Those that were called off.
        try await eventually { try await waiting() == 0 }
        let first = try await gateway.begin(Self.list, as: viewer)
        try await eventually(every: .milliseconds(5)) { try await waiting() == 1 }
        let second = try await gateway.begin(Self.list, as: viewer)
        try await gateway.superuser.query("ROLLBACK")
        let answers = try await [first.get(), second.get()].map(\.text)
        #expect(answers == [alone, alone])
        #expect(try await gateway.pool.status().get().counts.requests == before + 1)
    }

    @Test("go on for the others when one is called off, and stop when all are")
    func cancellation() async throws {
        let gateway = try await Self.gateway.value
        let viewer = Principal(tenant: try await gateway.tenant("bazaar"), role: .operator)
        let alone = try await gateway.answer(Self.list, as: viewer)
        let asked = [(GraphQLRequest, Principal)](repeating: (Self.list, viewer), count: 4)
        let (some, executions) = try await gateway.together(asked, cancelling: [0, 2])
        #expect(executions == 1)
        #expect(some.map(\.code) == ["TIMEOUT", nil, "TIMEOUT", nil])
        #expect(some[1].text == alone.text && some[3].text == alone.text)
        let before = try await gateway.pool.status().get().counts.cancelled
        let (none, _) = try await gateway.together(asked, cancelling: [0, 1, 2, 3])
        #expect(none.allSatisfy { $0.code == "TIMEOUT" })
        #expect(try await gateway.pool.status().get().counts.cancelled == before + 1)
    }

    @Test("are completed for each where variables differ in what no statement sees")
    func variables() async throws {
        let gateway = try await Self.gateway.value
        let viewer = Principal(tenant: try await gateway.tenant("bazaar"), role: .operator)
        let query = Source("query Some($ids: [ID!]!) { nodes(ids: $ids) { id } }")
        let shop = TestGateway.globalID("Merchant", 1)
        let asked = [[shop, "x"], [shop, "y"], [shop, "x"]].map { ids in
            (GraphQLRequest(query: query, variables: [JSONMember("ids", .array(ids.map { .string($0) }))]), viewer)
        }
        let (answers, executions) = try await gateway.together(asked)
        #expect(executions == 1)
        for answer in answers { #expect(answer.value(at: "nodes")?.canonical == "[{\"id\":\"\(shop)\"},null]") }
    }

    @Test("are not joined by a read that comes after a write")
    func writes() async throws {
        let gateway = try await Self.gateway.value
        let viewer = Principal(tenant: try await gateway.tenant("bazaar"), role: .operator)
        let (_, executions) = try await gateway.together([(Self.list, viewer), (Self.list, viewer), (Self.list, viewer)]) { index in
            if index == 1 { gateway.engine.executor.writes.advance() }
        }
        #expect(executions == 2)
    }
}

extension TestGateway {
    /// Asks; the answer is to come, and the request under way.
    func begin(_ request: GraphQLRequest, as viewer: Principal) async throws -> EventLoopFuture<Answer> {
        let response = try await pool.eventLoop.submit {
            let promise = self.pool.eventLoop.makePromise(of: ByteBuffer.self)
            _ = self.engine.answer(request, as: viewer, from: nil, on: self.pool.eventLoop, deadline: .now() + .seconds(60)) {
                promise.succeed($0.body)
            }
            return promise.futureResult
        }.get()
        return response.flatMapThrowing { try Answer($0) }
    }

    static func globalID(_ typeName: String, _ key: Int) -> String { GlobalID(typeName: typeName, key: [String(key)]).text }

    /// Asks for all of these in one turn of the event loop, and calls some off.
    ///
    /// - Parameter before: called before each request is sent.
    /// - Returns: the answers, and how many executions the database was asked for.
    func together(
        _ asked: [(request: GraphQLRequest, viewer: Principal)], within: TimeAmount = .seconds(60), cancelling: [Int] = [],
        before: @escaping @Sendable (Int) -> Void = { _ in }
    ) async throws -> (answers: [Answer], executions: Int) {
        let requests = try await pool.status().get().counts.requests
        let bodies: [ByteBuffer] = await withCheckedContinuation { continuation in
            pool.eventLoop.execute {
                var bodies = [ByteBuffer?](repeating: nil, count: asked.count)
                let deadline = NIODeadline.now() + within
                let handles = asked.enumerated().map { index, asked in
                    before(index)
                    return self.engine.answer(
                        asked.request, as: asked.viewer, from: nil, on: self.pool.eventLoop, deadline: deadline
                    ) { response in
                        bodies[index] = response.body
                        if bodies.allSatisfy({ $0 != nil }) { continuation.resume(returning: bodies.compactMap { $0 }) }
                    }
                }
                for index in cancelling { handles[index].cancel() }
            }
        }
        let answers = try bodies.map { try Answer($0) }
        return (answers, Int(try await pool.status().get().counts.requests - requests))
    }
}
