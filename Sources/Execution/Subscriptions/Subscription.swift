import Access
import GraphQLLanguage
import NIOCore

/// An answer that is read again when it may have become another, and told when it has. Belongs to its event loop.
package final class Subscription {
    let tenant: Int64
    /// By what its last answer was read.
    private(set) var follows: Following
    /// Whether something is known to have changed since its last reading began.
    var isStale = false
    /// Whether it stands in line for its next reading.
    var isWaiting = false

    private let subscriber: Subscriber
    private let counted: GraphQLRequest
    private let uncounted: GraphQLRequest
    private let service: any GraphQLService
    private let loop: LoopSubscriptions
    private let eventLoop: any EventLoop
    private let settings: SubscriptionSettings
    private let counts: SubscriptionCounts
    private var whenOver: (() -> Void)?
    private var running = CancellationHandle.none
    /// The cohort as which it is being read; nil while it is not.
    private var cohort: Int?
    private var digest: Int
    /// Before that nothing is read: the last reading failed.
    private var retryAt: NIODeadline
    /// Before that no change is looked for.
    private var leastAt: NIODeadline
    /// When the next reading is due that counts, whether or not something has changed by then: at even intervals, so that what is left of a rate
    /// limit tells nobody of changes that it may not see.
    private var refreshAt: NIODeadline
    private var failsSince: NIODeadline?

    /// - Parameter whenOver: called once when nothing will be read any more.
    init(
        _ subscriber: Subscriber, follows: Following, by service: any GraphQLService, on eventLoop: any EventLoop,
        _ loop: LoopSubscriptions,
        _ settings: SubscriptionSettings, _ counts: SubscriptionCounts, whenOver: @escaping () -> Void
    ) {
        self.tenant = subscriber.principal.tenant
        digest = Self.digest(of: subscriber.first)
        var subscriber = subscriber
        subscriber.first.body = ByteBuffer()
        self.subscriber = subscriber
        counted = subscriber.request.again(isCounted: true)
        uncounted = subscriber.request.again(isCounted: false)
        self.follows = follows
        self.service = service
        self.eventLoop = eventLoop
        self.loop = loop
        self.settings = settings
        self.counts = counts
        self.whenOver = whenOver
        let now = NIODeadline.now()
        retryAt = now
        leastAt = now + settings.leastInterval(of: follows)
        refreshAt = now + settings.refresh(of: follows)
    }

    var isBeingRead: Bool { cohort != nil }

    /// Whether it is over.
    private var isOver: Bool { whenOver == nil }

    /// Nobody wants to be told any more.
    package func cancel() {
        guard let whenOver = whenOver.take() else { return }
        running.cancel()
        running = .none
        loop.remove(self)
        finishReading()
        whenOver()
    }

    /// Whether it should be read now, and can.
    func isDue(at now: NIODeadline) -> Bool {
        guard !isWaiting, cohort == nil, now >= retryAt, now >= refreshAt || isStale && now >= leastAt else { return false }
        return subscriber.isReady()
    }

    /// Begins a reading, unless it is over. Where it has begun, `LoopSubscriptions.finished` is told when that is done.
    func begin() -> Bool {
        isWaiting = false
        guard !isOver else { return false }
        cohort = follows.cohort
        return true
    }

    func read() {
        let now = NIODeadline.now()
        isStale = false
        leastAt = now + settings.leastInterval(of: follows)
        let isCounted = now >= refreshAt
        subscriber.renew { [self] result in
            guard !isOver else { return }
            switch result {
            case .success(let principal) where principal.tenant == tenant: answer(isCounted ? counted : uncounted, as: principal)
            // A host that leads elsewhere now: what is followed is one tenant's.
            case .success: end(Self.refusal(AccessError(.tenantMismatch)))
            case .failure(let error) where error.isTemporary: failed(Self.refusal(error))
            case .failure(let error): end(Self.refusal(error))
            }
        }
    }

    private func answer(_ request: GraphQLRequest, as principal: Principal) {
        running = service.answer(
            request, as: principal, from: subscriber.address, on: eventLoop, deadline: .now() + subscriber.timeout
        ) { [self] response in
            running = .none
            // What was refused for a rate limit has not been counted.
            if request.isCounted, response.outcome.code != .rateLimited { passRefresh() }
            take(response)
        }
        if cohort == nil { running = .none }
    }

    private func take(_ response: GraphQLResponse) {
        guard !isOver else { return }
        // A fault of ours is told by a reference, which is another one each time.
        guard let next = response.follows, !response.hasFault else {
            return response.hasFault || response.outcome.code?.isPassing == true ? failed(response) : end(response)
        }
        follows = next
        failsSince = nil
        let digest = Self.digest(of: response)
        finishReading()
        guard digest != self.digest else { return counts.unchanged.count() }
        self.digest = digest
        counts.changed.count()
        subscriber.deliver(.next(response))
    }

    /// There is no answer now: it is tried again, until it has failed for too long.
    private func failed(_ response: GraphQLResponse) {
        counts.failed.count()
        let now = NIODeadline.now()
        // Whoever has used up its rate limit has to wait for it, however long.
        if response.outcome.code != .rateLimited {
            let since = failsSince ?? now
            failsSince = since
            guard now - since < settings.patience else { return end(response) }
        }
        isStale = true
        // Who waits long is looked at now and then, whether its token still holds.
        retryAt = now + min(.seconds(Int64(response.retryAfter ?? 1)), settings.refresh)
        finishReading()
    }

    private func end(_ response: GraphQLResponse) {
        guard !isOver else { return }
        cancel()
        subscriber.deliver(.end(response))
    }

    private func finishReading() {
        guard let cohort = cohort.take() else { return }
        loop.finished(cohort, of: tenant)
    }

    /// The next refresh is the first one that is still to come.
    private func passRefresh() {
        let late = NIODeadline.now() - refreshAt
        let interval = settings.refresh(of: follows)
        let intervals = max(0, late.nanoseconds) / max(1, interval.nanoseconds) + 1
        refreshAt = refreshAt + interval * Int(intervals)
    }

    private static func refusal(_ error: AccessError) -> GraphQLResponse {
        AnswerBody.refusal([GraphQLError(error.isTemporary ? .unavailable : .unauthenticated, error.description)])
    }

    /// Of data and errors. Two that differ have the same one once in 2^64 times, and then the next change is told.
    private static func digest(of response: GraphQLResponse) -> Int {
        var hasher = Hasher()
        response.body.withUnsafeReadableBytes { hasher.combine(bytes: UnsafeRawBufferPointer(rebasing: $0[..<response.contentLength])) }
        return hasher.finalize()
    }
}

extension GraphQLError.Code {
    /// Whether the same may well be answered in a while.
    fileprivate var isPassing: Bool {
        switch self {
        case .unavailable, .timeout, .rateLimited, .internal, .conflict: true
        default: false
        }
    }
}
