import Access
import Foundation
import GraphModel
import GraphQLLanguage
import JSON
import NIOCore
import NIOPosix
import Synchronization

@testable import Execution

/// Answers by what the query's text says, without a graph: enough to see everything that HTTP does around it.
final class FakeService: GraphQLService {
    private let state = Mutex(
        (cancelled: 0, answered: 0, requests: [GraphQLRequest](), principals: [Principal](), addresses: [String?](), isReady: true))

    var cancelled: Int { state.withLock { $0.cancelled } }
    var answered: Int { state.withLock { $0.answered } }
    var requests: [GraphQLRequest] { state.withLock { $0.requests } }
    var lastRequest: GraphQLRequest? { state.withLock { $0.requests.last } }
    /// Where each request came from, as far as it was told.
    var addresses: [String?] { state.withLock { $0.addresses } }
    var lastPrincipal: Principal? { state.withLock { $0.principals.last } }

    /// What `live` is answered with, which is followed as by the real service.
    enum Live: Sendable {
        case text(String)
        case refused(GraphQLError.Code)
        /// A value beside a fault of the gateway's.
        case flawed
    }

    private let live = Mutex(Live.text("first"))
    let subscriptions = Subscriptions(
        on: Array(MultiThreadedEventLoopGroup.singleton.makeIterator()),
        SubscriptionSettings(most: 60, refresh: .hours(1), leastInterval: .milliseconds(1), patience: .milliseconds(200)),
        writes: WriteClock())

    /// From now on `live` is answered with this, of which those who follow it hear.
    func setLive(_ answer: Live) {
        live.withLock { $0 = answer }
        subscriptions.watch.noteAll()
    }

    private func liveResponse() -> GraphQLResponse {
        var response: GraphQLResponse
        switch live.withLock({ $0 }) {
        case .text(let text): response = GraphQLResponse(body: ByteBuffer(string: #"{"data":{"live":"\#(text)"}}"#), outcome: .complete)
        case .refused(let code): return refused(code)
        case .flawed:
            response = GraphQLResponse(
                body: ByteBuffer(string: #"{"data":{"live":null},"errors":[{"message":"no"}]}"#), outcome: .partial(.internal))
            response.hasFault = true
        }
        response.follows = Following(types: nil, cohort: 1, isRecorded: false, moment: subscriptions.watch.moment(of: 1))
        return response
    }

    func setReady(_ isReady: Bool) {
        state.withLock { $0.isReady = isReady }
    }

    func answer(
        _ request: GraphQLRequest, as principal: Principal, from address: String?, on eventLoop: any EventLoop, deadline: NIODeadline,
        completion: @escaping (GraphQLResponse) -> Void
    ) -> CancellationHandle {
        eventLoop.preconditionInEventLoop()
        state.withLock {
            $0.requests.append(request)
            $0.principals.append(principal)
            $0.addresses.append(address)
            $0.answered += 1
        }
        let text = request.query?.text ?? ""
        if text.contains("never") {
            return CancellationHandle { self.state.withLock { $0.cancelled += 1 } }
        }
        if text.hasPrefix("parts"), request.takesParts {
            PartsScript(text) { self.state.withLock { $0.cancelled += 1 } }.run(on: eventLoop, completion)
            return .none
        }
        let response = response(to: request, text)
        if text.contains("slow") {
            let answer = NIOLoopBound({ completion(response) }, eventLoop: eventLoop)
            eventLoop.scheduleTask(in: .milliseconds(text.contains("very slow") ? 2000 : 150)) { answer.value() }
        } else {
            completion(response)
        }
        return .none
    }

    func follow(_ subscriber: Subscriber, on eventLoop: any EventLoop) -> Subscription? {
        subscriptions.begin(subscriber, by: self, on: eventLoop)
    }

    private func response(to request: GraphQLRequest, _ text: String) -> GraphQLResponse {
        if text.contains("live"), request.takesEvents { return liveResponse() }
        if request.isReadOnly, text.hasPrefix("mutation") { return refused(.validation, outcome: .methodRefused) }
        if text == "{" { return refused(.syntax) }
        if text.contains("thisFieldDoesNotExist") { return refused(.validation) }
        if text.contains("$id: ID!"), request.variables.contains(where: { $0.key == "id" && $0.value == .null }) {
            return refused(.badVariable)
        }
        if request.operationName == "B" { return refused(.validation) }
        if request.operationName == nil, text.contains("query B") { return refused(.validation) }
        if let code = GraphQLError.Code(rawValue: text) { return refused(code) }
        if text.contains("partial") {
            return GraphQLResponse(
                body: ByteBuffer(string: #"{"data":{"a":null},"errors":[{"message":"no"}]}"#), outcome: .partial(.internal))
        }
        // More than the systems of both sides keep for a client that does not read: a megabyte times ten.
        let count = text.contains("huge") ? 1 << 20 : text.contains("big") ? 2000 : 0
        let value = count > 0 ? String(repeating: "abcdefghij", count: count) : "Query"
        var response = GraphQLResponse(body: ByteBuffer(string: #"{"data":{"__typename":"\#(value)"}}"#), outcome: .complete)
        response.tellsOfWrites = text.hasPrefix("mutation")
        return response
    }

    private func refused(_ code: GraphQLError.Code, outcome: GraphQLResponse.Outcome? = nil) -> GraphQLResponse {
        let body = #"{"errors":[{"message":"refused","extensions":{"code":"\#(code.rawValue)"}}]}"#
        return GraphQLResponse(
            body: ByteBuffer(string: body), outcome: outcome ?? .refused(code), retryAfter: code == .rateLimited ? 7 : nil)
    }

    func schemaText(for principal: Principal, from address: String?) -> SchemaText {
        .text(ByteBuffer(string: "type Query { \(principal.role.rawValue): Int }\n"))
    }

    func readiness() -> Readiness {
        let isReady = state.withLock { $0.isReady }
        return Readiness(isReady: isReady, details: isReady ? ["graph: version 1"] : ["database: no connection"])
    }
}

/// One token that is good, for tenant 1; tenants `lumen` and `limited` admit visitors, of whom the latter's are limited.
struct FakeStores: TokenStore, TenantStore {
    let token: OpaqueToken

    func token(digest: [UInt8]) async throws -> TokenRecord? {
        digest == token.digest ? TokenRecord(id: 1, tenant: 1, tenantName: "lumen", role: .buyer, subject: "9") : nil
    }

    func tenant(_ reference: TenantReference) async throws -> Tenant? {
        switch reference {
        case .name("lumen"), .host("lumen.example"): Tenant(id: 1, name: "lumen", allowsVisitors: true)
        case .name("halcyon"): Tenant(id: 2, name: "halcyon")
        case .name("limited"):
            Tenant(
                id: 3, name: "limited", allowsVisitors: true,
                rates: RateRecord(limits: [.anonymous: RateLimit(rowsPerMinute: 10, burst: 10)]))
        default: nil
        }
    }
}
