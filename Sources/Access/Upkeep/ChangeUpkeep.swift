/// The outbox of changes, as far as it is looked after from outside of the writes.
package protocol ChangeLedger: Sendable {
    /// Gives what was committed its place in the order of changes. Throws when there is no answer.
    func placeChanges() async throws
}

/// Has committed changes placed twice a second.
///
/// Each gateway does so. Whoever comes while another one is at it goes away again, so that one of them is enough and none is needed.
package struct ChangeUpkeep: Sendable {
    private let ledger: any ChangeLedger
    /// Between two times.
    private let interval: Duration

    package init(_ ledger: any ChangeLedger, every interval: Duration = .milliseconds(500)) {
        self.ledger = ledger
        self.interval = interval
    }

    /// Runs until the task is cancelled.
    package func run() async {
        repeat {
            // What fails now is done the next time: nothing is lost by waiting.
            try? await ledger.placeChanges()
        } while (try? await Task.sleep(for: interval)) != nil
    }
}
