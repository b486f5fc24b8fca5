import Access
import Execution
import GraphQLLanguage
import NIOCore
import NIOHTTP1

extension Router {
    /// Answers a subscription with a stream of events, the first of them at once.
    ///
    /// - Parameter credential: is verified again before each reading.
    func answerEvents(
        _ exchange: Exchange, _ first: GraphQLResponse, to request: GraphQLRequest, as principal: Principal, credential: Credential
    ) {
        guard !exchange.isOver else { return }
        let events = EventStream(on: exchange.eventLoop, metrics)
        let subscriber = Subscriber(
            to: request, after: first, as: principal, from: clientAddress(exchange),
            timeout: configuration.timeouts.request, renew: renewal(of: credential, on: exchange.eventLoop), isReady: { events.isTaken },
            deliver: { events.deliver($0) })
        guard let subscription = service.follow(subscriber, on: exchange.eventLoop) else {
            events.rest.cancel()
            return exchange.answer(HTTPAnswer(.tooManySubscriptions, format: .graphQLResponse))
        }
        events.carry(subscription)
        var answer = HTTPAnswer(
            .ok, contentType: EventText.contentType, body: EventText.next(first.body), outcome: first.outcome.label)
        answer.isEndless = true
        answer.headers = Self.eventHeaders(exchange)
        exchange.answer(answer, rest: events.rest)
    }

    /// An answer that is all of it, for whoever takes nothing but events; what HTTP has a status for is told by that.
    func eventAnswer(_ response: GraphQLResponse, to exchange: Exchange) -> HTTPAnswer {
        if case .refused(let code) = response.outcome, code.isOfTheMoment { return answer(response, format: .graphQLResponse) }
        if case .methodRefused = response.outcome { return answer(response, format: .graphQLResponse) }
        var body = EventText.next(response.body)
        body.writeImmutableBuffer(EventText.complete)
        var answer = HTTPAnswer(.ok, contentType: EventText.contentType, body: body, outcome: response.outcome.label)
        answer.mustBeSent = response.tellsOfWrites
        answer.headers = Self.eventHeaders(exchange)
        return answer
    }

    /// Verifies a credential again, each time it is called.
    func renewal(of credential: Credential, on eventLoop: any EventLoop) -> (@escaping (Result<Principal, AccessError>) -> Void) -> Void {
        { [self] completion in verify(credential, on: eventLoop, completion) }
    }

    /// Proxies must neither keep nor gather it.
    private static func eventHeaders(_ exchange: Exchange) -> [(name: String, value: String)] {
        let own = [(name: "x-accel-buffering", value: "no")]
        return exchange.facts.method == .POST ? own + [(name: "cache-control", value: "private, no-store")] : own
    }
}

extension GraphQLError.Code {
    /// Whether it says something of whoever asks, or of the time, and nothing of the document.
    fileprivate var isOfTheMoment: Bool {
        switch self {
        case .unauthenticated, .rateLimited, .unavailable, .timeout, .internal: true
        default: false
        }
    }
}

extension Refusal {
    static let tooManySubscriptions = Refusal(
        .tooManyRequests, .rateLimited, Subscriber.noPlace, header: Header(name: "retry-after", value: String(Subscriber.retryAfter)))
}
