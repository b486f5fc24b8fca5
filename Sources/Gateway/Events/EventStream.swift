import Execution
import GraphQLLanguage
import NIOCore

/// A subscription as a stream of events: what follows of its answer. Belongs to its connection's event loop.
final class EventStream {
    private(set) lazy var rest = AnswerStream { [weak self] in self?.stop() }
    private let metrics: GatewayMetrics
    private var subscription: Subscription?
    private var heart: RepeatedTask?

    /// Proxies close what is silent for a minute, some for half of it.
    private static let heartbeat = TimeAmount.seconds(12)

    init(on eventLoop: any EventLoop, _ metrics: GatewayMetrics) {
        self.metrics = metrics
        metrics.openEventStreams.add()
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        heart = eventLoop.scheduleRepeatedTask(initialDelay: Self.heartbeat, delay: Self.heartbeat) { _ in bound.value.beat() }
        // The client finds out by the missing end that it has to ask again, elsewhere.
        rest.whenDraining = { [weak self] in
            guard let self else { return }
            stop()
            rest.send(.broken(.unavailable))
        }
    }

    /// Whether the client has taken all that it was told.
    var isTaken: Bool { rest.isTaken }

    /// Ends with the subscription, which ends with it.
    func carry(_ subscription: Subscription) { self.subscription = subscription }

    func deliver(_ event: Subscriber.Event) {
        switch event {
        case .next(let response):
            send(EventText.next(response.body))
        case .end(let response):
            stop()
            var last = EventText.next(response.body)
            last.writeImmutableBuffer(EventText.complete)
            metrics.sentBytes.add(last.readableBytes)
            rest.send(.end(last, response.outcome))
        }
    }

    private func beat() {
        if rest.isTaken { send(EventText.heartbeat) }
    }

    private func send(_ text: ByteBuffer) {
        metrics.sentBytes.add(text.readableBytes)
        rest.send(.part(text))
    }

    private func stop() {
        guard let heart = heart.take() else { return }
        heart.cancel()
        metrics.openEventStreams.add(-1)
        subscription.take()?.cancel()
    }
}
