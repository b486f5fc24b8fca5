/// What the history says of a migration.
package struct MigrationRecord: Sendable, Hashable {
    package let id: MigrationID
    package let name: String
    /// The digest of the file as it was when it ran.
    package let digest: String
    /// False for a file without a transaction that began and did not come to its end.
    package let finished: Bool
    /// When it ended, as RFC 3339 in UTC; nil when it did not.
    package let finishedAt: String?

    package init(id: MigrationID, name: String, digest: String, finished: Bool, finishedAt: String? = nil) {
        self.id = id
        self.name = name
        self.digest = digest
        self.finished = finished
        self.finishedAt = finishedAt
    }
}
