import Access
import NIOCore
import Planning

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
    func following(_ run: PlanRun, _ completion: @escaping (GraphQLResponse) -> Void) -> (GraphQLResponse) -> Void {
        let wakes = watch.wakes(of: run.principal.tenant)
        return { response in
            var response = response
            switch response.outcome {
            case .complete, .partial:
                response.follows = Following(types: run.prepared.plan.typesRead, cohort: run.cohort, wakesBefore: wakes)
            case .refused, .methodRefused: break
            }
            completion(response)
        }
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
        // What changed while the first answer was made was told to others alone. The first look at a tenant wakes all who follow it then.
        subscription.isStale = (follows.wakesBefore ?? 0) != watch.wakes(of: tenant)
        loop.add(subscription)
        return subscription
    }
}

extension PlanRun {
    /// Equal for runs that may be one execution: as `FlightKey` has it.
    fileprivate var cohort: Int {
        var hasher = Hasher()
        hasher.combine(ObjectIdentifier(prepared))
        hasher.combine(ReadingSession(of: prepared, for: principal).fingerprint)
        hasher.combine(variables)
        return hasher.finalize()
    }
}
