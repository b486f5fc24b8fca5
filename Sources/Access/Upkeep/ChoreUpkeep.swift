/// What the database wants done now and then, whoever asks or nobody does: `souk.chore`.
package protocol ChoreList: Sendable {
    /// Does what is due and no other gateway is at. Returns the message of each chore that failed, by its name. Throws when there is no answer.
    func doChores() async throws -> [String: String]
}

/// Looks every minute what is due in the database.
///
/// Each gateway does so: whoever comes first does it, so that one of them is enough and it does not matter which.
package struct ChoreUpkeep: Sendable {
    private let chores: any ChoreList
    private let interval: Duration
    private let whenFailed: @Sendable (_ name: String, _ message: String) -> Void

    /// - Parameter whenFailed: is told of each chore that failed; it is tried again at its next time.
    package init(
        _ chores: any ChoreList, every interval: Duration = .seconds(60),
        whenFailed: @escaping @Sendable (_ name: String, _ message: String) -> Void
    ) {
        self.chores = chores
        self.interval = interval
        self.whenFailed = whenFailed
    }

    /// Runs until the task is cancelled.
    package func run() async {
        repeat {
            // A database that does not answer now is asked again in a minute.
            for (name, message) in (try? await chores.doChores()) ?? [:] { whenFailed(name, message) }
        } while (try? await Task.sleep(for: interval)) != nil
    }
}
