import ArgumentParser
import Execution
import NIOCore

/// How many subscriptions the gateway has, and how fresh they are.
struct SubscriptionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Subscriptions at once; half of them for one tenant at the most, a twentieth for one asker. 0 takes none, 1000000 is the most. (SOUK_SUBSCRIPTIONS, 10000)",
            valueName: "count"))
    var subscriptions: Int?

    @Option(
        help: ArgumentHelp(
            "So often a subscription is read though nothing is known to have changed, and counts for rate limits: 1 to 60. (SOUK_SUBSCRIPTION_REFRESH, 5)",
            valueName: "seconds"))
    var subscriptionRefresh: Int?

    func settings() throws -> SubscriptionSettings {
        var settings = SubscriptionSettings()
        settings.most = try subscriptions ?? Environment.number("SOUK_SUBSCRIPTIONS") ?? settings.most
        guard (0...1_000_000).contains(settings.most) else { throw CommandError("--subscriptions is from 0 to 1000000.") }
        if let seconds = try subscriptionRefresh ?? Environment.number("SOUK_SUBSCRIPTION_REFRESH") {
            guard (1...60).contains(seconds) else { throw CommandError("--subscription-refresh is from 1 to 60 seconds.") }
            settings.refresh = .seconds(Int64(seconds))
        }
        return settings
    }
}
