/// What the database keeps about tokens beside the tokens: when something changed, and when they were used.
package protocol AccessLedger: Sendable {
    /// Returns a number that is another one once any token, grant, app or tenant may have changed. Throws when there is no answer.
    func epoch() async throws -> Int64

    /// Records that tokens were used now, by their ids. Throws when there is no answer.
    func touch(_ tokens: [Int64]) async throws
}
