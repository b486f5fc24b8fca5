import Access
import GraphModel
import GraphQLLanguage
import NIOCore
import NIOPosix
import Synchronization

@testable import Execution

/// Subscriptions to what a test says the answer is, on an event loop of their own.
final class FollowingGround: Sendable {
    /// What each reading is answered with.
    enum Reading: Sendable {
        case text(String)
        case refused(GraphQLError.Code)
        /// An answer that has a value and an error.
        case partial(GraphQLError.Code)
    }

    let eventLoop: any EventLoop
    let subscriptions: Subscriptions
    let service = Service()

    init(_ settings: SubscriptionSettings = SubscriptionSettings(refresh: .hours(1), leastInterval: .milliseconds(1))) {
        eventLoop = MultiThreadedEventLoopGroup.singleton.next()
        subscriptions = Subscriptions(on: [eventLoop], settings, writes: WriteClock())
    }

    /// What one subscriber is told, and what it says itself.
    final class Listener: Sendable {
        struct State {
            var told: [String] = []
            var end: GraphQLError.Code?
            var isReady = true
            var renewal: AccessError?
            var renewals = 0
            /// The tenant that its credentials lead to from now on.
            var movedTo: Int64?
        }

        private let state = Mutex(State())
        let subscription: NIOLoopBoundBox<Subscription?>

        init(on eventLoop: any EventLoop) { subscription = .makeEmptyBox(valueType: Subscription.self, eventLoop: eventLoop) }

        var now: State { state.withLock { $0 } }
        func set(_ change: (inout State) -> Void) { state.withLock { change(&$0) } }
    }

    /// Follows an answer that was `text`; nil where there is no place for it.
    func follow(
        _ text: String = "first", types: Set<String>? = ["Product"], tenant: Int64 = 1, subject: String = "9", from address: String? = nil,
        since moment: Following.Moment? = nil
    ) async throws -> Listener? {
        let listener = Listener(on: eventLoop)
        return try await eventLoop.submit { [self] in
            let request = GraphQLRequest(query: Source(text), takesEvents: true)
            let before = moment ?? subscriptions.watch.moment(of: tenant)
            service.types[text] = types
            let first = service.response(.text(text), to: text, since: before)
            let principal = Principal(tenant: tenant, role: address == nil ? .buyer : .anonymous, subject: address == nil ? subject : nil)
            let subscriber = Subscriber(
                to: request, after: first, as: principal, from: address, timeout: .seconds(1),
                renew: { completion in
                    listener.set { $0.renewals += 1 }
                    let moved = listener.now.movedTo.map { Principal(tenant: $0, role: .buyer, subject: subject) }
                    completion(listener.now.renewal.map(Result.failure) ?? .success(moved ?? principal))
                },
                isReady: { listener.now.isReady },
                deliver: { event in
                    listener.set { state in
                        switch event {
                        case .next(let response): state.told.append(Self.text(of: response))
                        case .end(let response): state.end = response.outcome.code
                        }
                    }
                })
            guard let subscription = subscriptions.begin(subscriber, by: service, on: eventLoop) else { return nil }
            listener.subscription.value = subscription
            return listener
        }.get()
    }

    func cancel(_ listener: Listener) async throws {
        try await eventLoop.submit { listener.subscription.value?.cancel() }.get()
    }

    /// Has something change, and waits until all who heard of it have been read.
    func change(_ types: Set<String>? = ["Product"], tenant: Int64 = 1, position: Int64 = 1) async throws {
        subscriptions.watch.take([TenantChange(tenant: tenant, position: position, types: types)])
        try await settle()
    }

    /// Lets everything happen that is due.
    func settle() async throws {
        for _ in 0..<3 {
            try await Task.sleep(for: .milliseconds(150))
            try await eventLoop.submit {}.get()
        }
    }

    private static func text(of response: GraphQLResponse) -> String {
        String(buffer: response.body).split(separator: "\"").dropFirst(3).first.map(String.init) ?? ""
    }

    /// Answers by the query's text.
    final class Service: GraphQLService {
        struct State {
            var readings: [String: Reading] = [:]
            var types: [String: Set<String>?] = [:]
            var asked: [String] = []
            var counted = 0
            var running = 0
            var mostRunning = 0
            var delay: TimeAmount?
        }

        private let state = Mutex(State())
        var asked: [String] { state.withLock { $0.asked } }
        /// How many of those count for a rate limit.
        var counted: Int { state.withLock { $0.counted } }
        var mostRunning: Int { state.withLock { $0.mostRunning } }

        fileprivate var types: [String: Set<String>?] {
            get { state.withLock { $0.types } }
            set { state.withLock { $0.types = newValue } }
        }

        /// From now on the text is answered with this.
        func set(_ text: String, _ reading: Reading) { state.withLock { $0.readings[text] = reading } }
        func setDelay(_ delay: TimeAmount) { state.withLock { $0.delay = delay } }

        func answer(
            _ request: GraphQLRequest, as principal: Principal, from address: String?, on eventLoop: any EventLoop, deadline: NIODeadline,
            completion: @escaping (GraphQLResponse) -> Void
        ) -> CancellationHandle {
            let text = request.query?.text ?? ""
            let (reading, delay) = state.withLock { state in
                state.asked.append(text)
                state.counted += request.isCounted ? 1 : 0
                state.running += 1
                state.mostRunning = max(state.mostRunning, state.running)
                return (state.readings[text] ?? .text(text), state.delay)
            }
            let response = response(reading, to: text, since: Following.Moment(waking: nil, writes: 0))
            let finish = NIOLoopBound(
                { [self] in
                    state.withLock { $0.running -= 1 }
                    completion(response)
                }, eventLoop: eventLoop)
            if let delay { eventLoop.scheduleTask(in: delay) { finish.value() } } else { finish.value() }
            return .none
        }

        fileprivate func response(_ reading: Reading, to text: String, since moment: Following.Moment) -> GraphQLResponse {
            // Those that begin alike are one cohort; what stands behind the content is another one each time.
            let cost = #","extensions":{"at":\#(UInt64.random(in: .min ... .max))}}"#
            func answer(_ content: String, _ outcome: GraphQLResponse.Outcome) -> GraphQLResponse {
                GraphQLResponse(
                    body: ByteBuffer(string: content + cost), outcome: outcome, retryAfter: 1, contentLength: content.utf8.count)
            }
            var response =
                switch reading {
                case .text(let text): answer(#"{"data":"\#(text)""#, .complete)
                case .partial(let code): answer(#"{"data":"partial","errors":[]"#, .partial(code))
                case .refused(let code): answer(#"{"errors":[]"#, .refused(code))
                }
            if case .refused = reading { return response }
            response.hasFault = if case .partial(.internal) = reading { true } else { false }
            response.follows = Following(
                types: types[text] ?? nil, cohort: text.prefix(4).hashValue, isRecorded: text == "recorded", moment: moment)
            return response
        }

        func follow(_ subscriber: Subscriber, on eventLoop: any EventLoop) -> Subscription? { nil }
        func schemaText(for principal: Principal, from address: String?) -> SchemaText { .notReady }
        func readiness() -> Readiness { Readiness(isReady: true) }
    }
}
