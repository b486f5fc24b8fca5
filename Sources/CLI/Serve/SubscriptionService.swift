import Execution
import Gateway
import GraphModel
import ServiceLifecycle

/// Has everything that is followed read again when there is another graph.
struct SubscriptionService: Service {
    let changes: ChangeWatch
    /// Each graph that came into use; of several that wait the newest.
    let graphs: AsyncStream<Graph>

    func run() async throws {
        await cancelWhenGracefulShutdown {
            for await _ in graphs { changes.noteAll() }
        }
    }
}

/// What subscriptions come to, for `/metrics`.
struct SubscriptionMetrics: MetricSource {
    let figures: @Sendable () -> SubscriptionCounts.Figures

    func write(to text: inout PrometheusText) {
        let figures = figures()
        text.family("souk_subscriptions", .gauge, "Open subscriptions.")
        text.sample("souk_subscriptions", [], figures.open)
        text.family("souk_subscriptions_begun_total", .counter, "Subscriptions that were begun, and those for which there was no place.")
        text.sample("souk_subscriptions_begun_total", [("result", "begun")], figures.begun)
        text.sample("souk_subscriptions_begun_total", [("result", "refused")], figures.refused)
        text.family("souk_subscription_readings_total", .counter, "Readings for subscriptions after the first, by what they gave.")
        text.sample("souk_subscription_readings_total", [("result", "changed")], figures.changed)
        text.sample("souk_subscription_readings_total", [("result", "unchanged")], figures.unchanged)
        text.sample("souk_subscription_readings_total", [("result", "failed")], figures.failed)
    }
}
