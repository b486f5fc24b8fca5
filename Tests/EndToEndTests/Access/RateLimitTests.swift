import Access
import Execution
import GraphModel
import GraphQLLanguage
import JSON
import NIOCore
import Postgres
import TestDatabase
import Testing

/// What a rate limit takes, gives back and says, on an engine over a real database. The pace is a row a minute, so that next to nothing comes
/// back while a test runs; each has viewers of its own.
@Suite("A rate limit", .serialized)
struct RateLimitTests {
    private static let gateway = Task { try await TestGateway(MarketDatabase.demo(in: .shared())) }
    private static let eager = Task {
        try await TestGateway(
            MarketDatabase.demo(in: .shared()), streaming: StreamingSettings(rowsBeyond: 0, firstPart: 1, furtherPart: 1))
    }

    private static func buyer(_ subject: String, _ burst: Int = 300, tenant: Int64 = 1) -> Principal {
        Principal(
            tenant: tenant, role: .buyer, subject: subject,
            rates: RateRecord(limits: [.buyer: RateLimit(rowsPerMinute: 1, burst: burst)]))
    }

    private static let page = "{ merchants(first: 10) { nodes { name } } }"

    private func cost(_ answer: Answer, _ member: String) -> Int? {
        guard case .number(let text)? = answer.json.value(at: "extensions.cost.\(member)") else { return nil }
        return Int(text)
    }

    /// Before anything was asked in this test.
    private let start = ContinuousClock.now
    private var elapsed: Int { Int((ContinuousClock.now - start).components.seconds) }

    /// Whether so many rows are left, and those that have come back meanwhile: a row a minute.
    private func isLeft(_ rows: Int, _ answer: Answer) -> Bool {
        cost(answer, "remaining").map { (rows...rows + elapsed / 60).contains($0) } ?? false
    }

    /// Whether it is told to wait so many seconds, less those that have passed meanwhile.
    private func isWait(_ seconds: Int, _ told: Int?) -> Bool { told.map { (seconds - elapsed - 1...seconds).contains($0) } ?? false }

    @Test("Takes what a request might read and gives back what it did not, and says so beside every answer")
    func remaining() async throws {
        let gateway = try await Self.gateway.value
        let viewer = Self.buyer("101")
        let query = "{ merchants(first: 20) { nodes { name campaigns(first: 5) { nodes { title } } } } }"
        let first = try await gateway.answer(query, as: viewer)
        let (requested, actual) = (try #require(cost(first, "requested")), try #require(cost(first, "actual")))
        #expect(requested > actual && actual > 1)
        #expect(isLeft(300 - actual, first))
        guard case .string(let reset)? = first.json.value(at: "extensions.cost.resetAt") else {
            throw TestGateway.NotReady(reason: first.text)
        }
        let minutes = try await gateway.value(
            "SELECT CASE WHEN $1::text ~ '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$' THEN round(extract(epoch FROM $1::text::timestamptz - now()) / 60)::text END",
            [reset])
        #expect(minutes.flatMap { Int($0) }.map { (actual - 1 - elapsed / 60...actual).contains($0) } == true, "\(reset)")
        let second = try await gateway.answer(query, as: viewer)
        #expect(isLeft(300 - 2 * actual, second))
        // What it read is what it would be without a limit.
        let free = try await gateway.answer(query, as: Principal(tenant: 1, role: .buyer, subject: "101"))
        #expect(free.data == first.data)
        #expect(free.text.contains(#""remaining":null"#) && free.text.contains(#""resetAt":null"#))
    }

    @Test("Refuses what there is no room for, with when there will be, and reads nothing for it")
    func refused() async throws {
        let gateway = try await Self.gateway.value
        let viewer = Self.buyer("102", 25)
        for left in [15, 5] { #expect(isLeft(left, try await gateway.answer(Self.page, as: viewer))) }
        let (answers, executions) = try await gateway.together([(GraphQLRequest(query: Source(Self.page)), viewer)])
        let refused = try #require(answers.first)
        #expect(refused.code == "RATE_LIMITED" && refused.data == nil && executions == 0)
        // Five minutes for the five rows that are missing.
        guard case .number(let seconds)? = refused.json.value(at: "errors.0.extensions.detail.retryAfter") else {
            throw TestGateway.NotReady(reason: refused.text)
        }
        #expect(isWait(300, Int(seconds)), "\(seconds)")
        #expect(cost(refused, "requested") == 10 && cost(refused, "actual") == 0)
        // Smaller ones still have room.
        #expect(try await gateway.answer("{ merchants(first: 2) { nodes { name } } }", as: viewer).errors.isEmpty)
    }

    @Test("Where nothing is left, says of a document that is known when there is room for it, and reads no other")
    func nothingLeft() async throws {
        let gateway = try await Self.gateway.value
        let viewer = Self.buyer("117", 10)
        #expect(isLeft(0, try await gateway.answer(Self.page, as: viewer)))
        func wait(_ answer: Answer) -> Int? {
            guard answer.code == "RATE_LIMITED", case .number(let text)? = answer.json.value(at: "errors.0.extensions.detail.retryAfter")
            else { return nil }
            return Int(text)
        }
        let known = try await gateway.answer(Self.page, as: viewer)
        #expect(isWait(600, wait(known)) && cost(known, "requested") == 10, "\(known.text)")
        // It would be refused for what it is, were it read.
        let unknown = try await gateway.answer("{ nothing(to: \"read\") }", as: viewer)
        #expect(isWait(60, wait(unknown)) && cost(unknown, "requested") == 1, "\(unknown.text)")
        // Neither took anything.
        let again = try await gateway.answer(Self.page, as: viewer)
        #expect(isWait(600, wait(again)))
    }

    @Test("Is each viewer's own: another subject, role or tenant has a whole one")
    func others() async throws {
        let gateway = try await Self.gateway.value
        #expect(isLeft(0, try await gateway.answer(Self.page, as: Self.buyer("103", 10))))
        #expect(try await gateway.answer(Self.page, as: Self.buyer("103", 10)).code == "RATE_LIMITED")
        for other in [Self.buyer("104", 10), Self.buyer("103", 10, tenant: 2)] {
            #expect(try await gateway.answer(Self.page, as: other).errors.isEmpty)
        }
    }

    @Test("Never lets more rows be asked for than there are, however many ask at once")
    func together() async throws {
        let gateway = try await Self.gateway.value
        let viewer = Self.buyer("105", 100)
        let requests = (1...40).map { number in
            (request: GraphQLRequest(query: Source("{ merchants(first: 10) { nodes { name n\(number): name } } }")), viewer: viewer)
        }
        let (answers, executions) = try await gateway.together(requests)
        #expect(answers.count { $0.errors.isEmpty } == 10 && executions == 10)
        #expect(answers.count { $0.code == "RATE_LIMITED" } == 30)
    }

    @Test("Is used up by each of those who share one execution")
    func shared() async throws {
        let gateway = try await Self.gateway.value
        let viewers = [Self.buyer("106"), Self.buyer("106"), Self.buyer("107")]
        // Both requests of the first had taken theirs before either was answered.
        let (answers, executions) = try await gateway.together(viewers.map { (GraphQLRequest(query: Source(Self.page)), $0) })
        #expect(executions == 1)
        #expect(answers.map { cost($0, "remaining") }.sorted { ($0 ?? 0) < ($1 ?? 0) } == [280, 280, 290])
    }

    @Test("Counts one at least for each request: what reads nothing, what is refused, what is not run")
    func least() async throws {
        let gateway = try await Self.gateway.value
        let viewer = Self.buyer("108", 20)
        #expect(isLeft(19, try await gateway.answer("{ __typename }", as: viewer)))
        for refused in [
            "{ nothing }", "{", #"{ merchants(first: 9, after: "zzz") { nodes { name } } }"#, "{ merchants(first: 21) { nodes { name } } }",
        ] {
            #expect(try await gateway.answer(refused, as: viewer).errors.count == 1)
        }
        let dry = try await gateway.answer(
            GraphQLRequest(query: Source(Self.page), isDryRun: true), as: viewer)
        #expect(dry.json.value(at: "extensions.cost")?.canonical.contains(#""actual":0"#) == true)
        #expect(cost(dry, "requested") == 10 && cost(dry, "limit") == 20 && isLeft(14, dry), "\(dry.text)")
    }

    @Test("Says of a request that can never be answered that it is too much, and not when to come back")
    func never() async throws {
        let gateway = try await Self.gateway.value
        let answer = try await gateway.answer("{ merchants(first: 31) { nodes { name } } }", as: Self.buyer("109", 30))
        #expect(answer.code == "TOO_COMPLEX" && answer.json.value(at: "errors.0.extensions.detail.limit")?.canonical == "30")
        #expect(try await gateway.answer("{ merchants(first: 29) { nodes { name } } }", as: Self.buyer("109", 30)).errors.isEmpty)
    }

    @Test("Holds for answers in parts: each reader's end says what its own has left")
    func parts() async throws {
        let gateway = try await Self.eager.value
        let request = GraphQLRequest(query: Source("{ merchants(first: 100) { nodes { name } } }"))
        let (one, other) = (Self.buyer("110"), Self.buyer("111", 400))
        let actual = try #require(cost(try await gateway.answer(request, as: Self.buyer("112")), "actual"))
        async let first = gateway.parts(of: request, as: one)
        async let second = gateway.parts(of: request, as: other)
        let (a, b) = try await (Answer(ByteBuffer(string: first.text)), Answer(ByteBuffer(string: second.text)))
        #expect(isLeft(300 - actual, a) && isLeft(400 - actual, b))
        #expect(a.data == b.data)
    }

    @Test("Who leaves an answer in parts pays for the rows that had been made")
    func leaving() async throws {
        let gateway = try await Self.eager.value
        let viewer = Self.buyer("116")
        let request = GraphQLRequest(query: Source("{ merchants(first: 100) { nodes { name } } }"))
        let parts = await gateway.parts(of: request, as: viewer, whenPart: { number, stop in if number == 3 { stop() } })
        #expect(parts.ending == .stopped)
        let left = try #require(cost(try await gateway.answer("{ __typename }", as: viewer), "remaining"))
        #expect((240..<299 + elapsed / 60).contains(left), "\(left)")
    }

    @Test("Counting costs what was said, though it answers no row")
    func counted() async throws {
        let gateway = try await Self.gateway.value
        let query = #"{ products(filter: { price: { gte: "0" } }) { totalCount } }"#
        let answer = try await gateway.answer(query, as: Self.buyer("113"))
        #expect(cost(answer, "requested") == 101 && cost(answer, "actual") == 0 && isLeft(200, answer), "\(answer.text)")
    }

    @Test("A page of which only what is told of it is asked costs its rows, which were read")
    func unlisted() async throws {
        let gateway = try await Self.gateway.value
        let answer = try await gateway.answer("{ merchants(first: 10) { pageInfo { endCursor } } }", as: Self.buyer("118"))
        #expect(cost(answer, "actual") == 0 && isLeft(290, answer), "\(answer.text)")
        let both = try await gateway.answer("{ merchants(first: 10) { nodes { name } pageInfo { endCursor } } }", as: Self.buyer("119"))
        #expect(cost(both, "actual") == 10 && isLeft(290, both), "\(both.text)")
    }

    @Test("Of what is called off before it was sent next to nothing is taken, and all of what was")
    func calledOff() async throws {
        let gateway = try await Self.gateway.value
        let viewer = Self.buyer("114")
        // So many at once that the last wait for a connection.
        let requests = (1...25).map { number in
            (request: GraphQLRequest(query: Source("{ merchants(first: 10) { nodes { name n\(number): name } } }")), viewer: viewer)
        }
        let (answers, executions) = try await gateway.together(requests, cancelling: Array(requests.indices))
        #expect(answers.allSatisfy { $0.code == "TIMEOUT" })
        let left = try #require(cost(try await gateway.answer("{ __typename }", as: viewer), "remaining"))
        let spent = 300 - 1 - left
        // Each is either ten or one.
        #expect((25 - elapsed / 60..<250).contains(spent), "\(spent) of \(executions)")
    }

    @Test("What fails by our own doing costs as little as any")
    func ours() async throws {
        let gateway = try await TestGateway(MarketDatabase.demo(in: .shared()))
        try await gateway.pool.close().get()
        let viewer = Self.buyer("115")
        let answer = try await gateway.answer(Self.page, as: viewer)
        #expect(answer.code == "UNAVAILABLE", "\(answer.text)")
        let write = #"mutation { publishPost(input: { body: "never" }) { post { body author { ... on Buyer { nickname } } } } }"#
        let lost = try await gateway.answer(write, as: viewer)
        #expect(lost.code == "UNAVAILABLE" && isLeft(298, lost), "\(lost.text)")
        let refused = try await gateway.answer("{ nothing }", as: viewer)
        #expect(isLeft(297, refused) && cost(refused, "requested") == 1, "\(refused.text)")
    }

    @Test("Holds for mutations")
    func mutation() async throws {
        let gateway = try await Self.gateway.value
        let viewer = Self.buyer("1", 3)
        let query = #"mutation { publishPost(input: { body: "limited" }) { post { body } } }"#
        let posts = "SELECT count(*) FROM market.post WHERE body = 'limited'"
        // The call and the row that is read again.
        let first = try await gateway.answer(query, as: viewer)
        #expect(cost(first, "requested") == 2 && cost(first, "actual") == 1 && isLeft(1, first), "\(first.text)")
        #expect(try await gateway.answer(query, as: viewer).code == "RATE_LIMITED")
        #expect(try await gateway.value(posts) == "1")
        // What is written counts, whatever of it is selected.
        let shop = Principal(
            tenant: 1, role: .merchant, merchants: [7], rates: RateRecord(limits: [.merchant: RateLimit(rowsPerMinute: 1, burst: 100)]))
        let product = #"{ merchantId: "\#(TestGateway.globalID("Merchant", 7))", name: "limited", price: "5", currency: "CNY" }"#
        let blind = "mutation { createProducts(input: { products: [\(product), \(product), \(product)] }) { clientMutationId } }"
        let many = try await gateway.answer(blind, as: shop)
        let requested = try #require(cost(many, "requested"))
        #expect(many.errors.isEmpty && requested >= 3 && isLeft(100 - requested, many), "\(many.text)")
    }
}
