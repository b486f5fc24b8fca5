package import NIOCore

/// How many subscriptions a process has, and how often it reads for one.
package struct SubscriptionSettings: Sendable, Hashable {
    /// Subscriptions at once. A tenant has half of them at the most, and one asker a twentieth.
    package var most: Int
    /// So often one is read though nothing is known to have changed: what time changes, and what nobody tells of, is found in no other way.
    /// These readings count for the asker's rate limit, and no others.
    package var refresh: TimeAmount
    /// From the beginning of one reading to the next.
    package var leastInterval: TimeAmount
    /// For how long readings may fail until the subscriber is told.
    package var patience: TimeAmount

    /// The refresh of what is read: a reading that is recorded is not made for nothing as often.
    func refresh(of follows: Following) -> TimeAmount { follows.isRecorded ? refresh * 12 : refresh }

    /// The least interval of what is read: each reading that is recorded fills the record.
    func leastInterval(of follows: Following) -> TimeAmount { follows.isRecorded ? max(refresh, leastInterval) : leastInterval }

    package init(
        most: Int = 10_000, refresh: TimeAmount = .seconds(5), leastInterval: TimeAmount = .milliseconds(500),
        patience: TimeAmount = .seconds(30)
    ) {
        self.most = most
        self.refresh = refresh
        self.leastInterval = leastInterval
        self.patience = patience
    }
}
