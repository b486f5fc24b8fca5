import Access
import GraphQLExecution
import GraphQLLanguage
import NIOCore
import Planning
import Postgres

/// The subscriptions of a process: their places, their clocks, and what wakes them.
final class Subscriptions: Sendable {
    let watch: ChangeWatch
    private let loops: [ObjectIdentifier: LoopSubscriptions.Box]
    private let slots: SubscriptionSlots
    private let settings: SubscriptionSettings
    private let counts = SubscriptionCounts()

    init(on eventLoops: [any EventLoop], _ settings: SubscriptionSettings, writes: WriteClock) {
        let boxes = eventLoops.map { LoopSubscriptions.Box.makeBoxSendingValue(LoopSubscriptions($0), eventLoop: $0) }
        loops = Dictionary(uniqueKeysWithValues: zip(eventLoops.map { ObjectIdentifier($0) }, boxes))
        watch = ChangeWatch(boxes, writes: writes)
        slots = SubscriptionSlots(most: settings.most)
        self.settings = settings
    }

    var figures: SubscriptionCounts.Figures { counts.figures(open: slots.count) }

    /// The completion of a subscription's run, which adds to an answer that has data what it follows.
    ///
    /// - Parameter moment: from before the graph was looked at.
    func following(
        _ run: PlanRun, since moment: Following.Moment, _ completion: @escaping (GraphQLResponse) -> Void
    ) -> (GraphQLResponse) -> Void {
        return { response in
            var response = response
            switch response.outcome {
            case .complete, .partial:
                response.follows = Following(
                    types: run.prepared.plan.typesRead, cohort: run.cohort, isRecorded: !run.prepared.plan.marks.isEmpty, moment: moment)
            case .refused, .methodRefused: break
            }
            completion(response)
        }
    }

    /// Refuses what could not be followed before it is read.
    ///
    /// - Throws: `FORBIDDEN` where nothing is followed, `RATE_LIMITED` where there is no place for the asker, `TOO_COMPLEX` for what is too
    ///   large to be kept.
    func admit(_ request: GraphQLRequest, of principal: Principal, from address: String?) throws(RequestErrors) {
        // What is read for again was let in.
        guard !request.isAgain else { return }
        guard settings.most > 0 else { throw RequestErrors(.forbidden, "This gateway serves no subscriptions.") }
        try SubscriptionLimits.admit(request)
        guard !slots.hasRoom(for: SubscriptionSlots.Asker(principal, from: address)) else { return }
        counts.refused.count()
        throw RequestErrors(.rateLimited, Subscriber.noPlace)
    }

    func begin(_ subscriber: Subscriber, by service: any GraphQLService, on eventLoop: any EventLoop) -> Subscription? {
        let asker = SubscriptionSlots.Asker(subscriber.principal, from: subscriber.address)
        guard let follows = subscriber.first.follows, let loop = loops[ObjectIdentifier(eventLoop)]?.value, slots.enter(asker) else {
            counts.refused.count()
            return nil
        }
        counts.begun.count()
        let tenant = subscriber.principal.tenant
        watch.enter(tenant)
        let subscription = Subscription(
            subscriber, follows: follows, by: service, on: eventLoop, loop, settings, counts
        ) { [slots, watch] in
            watch.leave(tenant)
            slots.leave(asker)
        }
        subscription.isStale = watch.hasChanged(tenant, since: follows.moment)
        loop.add(subscription)
        return subscription
    }
}

extension PlanRun {
    /// Equal for runs that may be one execution: as `FlightKey` has it. What is recorded is each one's own.
    fileprivate var cohort: Int {
        guard prepared.kind != .mutation else { return Int.random(in: .min ... .max) }
        var hasher = Hasher()
        hasher.combine(ObjectIdentifier(prepared))
        hasher.combine(ReadingSession(of: prepared, for: principal).fingerprint)
        hasher.combine(variables)
        return hasher.finalize()
    }
}
