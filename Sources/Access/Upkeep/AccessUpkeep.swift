/// Keeps what an authenticator remembers true, and records which tokens are used.
///
/// Notifications tell of changes at once, and can be lost. So the ledger's number is looked at twice a second: as long as it stays what
/// it was, a verified token is believed for a minute; when it moves, what is known of the tenants that changed is forgotten; when it
/// cannot be read, nothing that was verified more than a second ago is believed.
package struct AccessUpkeep: Sendable {
    private let ledger: any AccessLedger
    private let authenticator: Authenticator
    /// Between two looks.
    private let interval: Duration
    /// How many looks go by between two records of use.
    private static let looksPerRecord = 20

    package init(_ ledger: any AccessLedger, for authenticator: Authenticator, every interval: Duration = .milliseconds(500)) {
        self.ledger = ledger
        self.authenticator = authenticator
        self.interval = interval
    }

    /// Runs until the task is cancelled; then records the last uses.
    package func run() async {
        var looks = 0
        repeat {
            await look()
            looks += 1
            if looks.isMultiple(of: Self.looksPerRecord) { await record() }
        } while (try? await Task.sleep(for: interval)) != nil
        // This task is cancelled by now, and what it asked for itself would be called off.
        await Task { await record() }.value
    }

    /// Looks once whether anything changed.
    package func look() async {
        let start = ContinuousClock.now
        // A look that fails confirms nothing, which says enough.
        guard let changes = try? await ledger.changes(since: authenticator.confirmedEpoch) else { return }
        authenticator.confirm(changes, asOf: start)
    }

    /// Records the tokens that were used since the last time.
    package func record() async {
        let used = authenticator.takeUsedTokens()
        guard !used.isEmpty else { return }
        // What is lost by a database that does not answer is a minute's exactness.
        try? await ledger.touch(used)
    }
}
