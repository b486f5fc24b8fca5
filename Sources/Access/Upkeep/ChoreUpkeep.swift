/// What the database wants done now and then, whoever asks or nobody does: `souk.chore`.
package protocol ChoreList: Sendable {
    /// Takes on a chore that is due and that no other gateway is at; nil when there is none. Throws when there is no answer.
    func claimChore() async throws -> String?

    /// Does a chore that was taken on. Returns the SQLSTATE with which it failed, nil when it did not. Throws when there is no answer.
    func doChore(_ name: String) async throws -> String?
}

/// Looks every minute what is due in the database.
///
/// Each gateway does so: whoever comes first does it, so that one of them is enough and it does not matter which.
package struct ChoreUpkeep: Sendable {
    private let chores: any ChoreList
    private let interval: Duration
    private let whenFailed: @Sendable (_ name: String, _ problem: String) -> Void

    /// - Parameter whenFailed: is told of each chore that failed, with its SQLSTATE; it is tried again at its next time.
    package init(
        _ chores: any ChoreList, every interval: Duration = .seconds(60),
        whenFailed: @escaping @Sendable (_ name: String, _ problem: String) -> Void
    ) {
        self.chores = chores
        self.interval = interval
        self.whenFailed = whenFailed
    }

    /// Runs until the task is cancelled.
    package func run() async {
        repeat {
            while !Task.isCancelled, let name = try? await chores.claimChore() {
                do {
                    if let problem = try await chores.doChore(name) { whenFailed(name, problem) }
                } catch {
                    whenFailed(name, "no answer")
                }
            }
        } while (try? await Task.sleep(for: interval)) != nil
    }
}
