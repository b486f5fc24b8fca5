/// What the database keeps about tokens beside the tokens: when something changed, and when they were used.
package protocol AccessLedger: Sendable {
    /// Returns what changed since the ledger's number was another, or since ever. Throws when there is no answer.
    func changes(since epoch: Int64?) async throws -> AccessChanges

    /// Records that tokens were used now, by their ids. Throws when there is no answer.
    func touch(_ tokens: [Int64]) async throws
}
