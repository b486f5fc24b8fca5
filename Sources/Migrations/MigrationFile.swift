/// One numbered `.sql` file.
package struct MigrationFile: Sendable, Hashable {
    package let id: MigrationID
    /// What follows the number in the file's name, without `.sql`.
    package let name: String
    /// Where the file was read, for messages.
    package let path: String
    package let sql: String
    /// SHA-256 of the file's bytes, in lower-case hexadecimal.
    package let digest: String
    /// False when the first line is `-- souk: no-transaction`: for statements such as `CREATE INDEX CONCURRENTLY`.
    package let runsInTransaction: Bool

    /// A file that is known already; `MigrationSet.load(folders:)` reads them.
    package init(id: MigrationID, name: String, path: String, sql: String, digest: String, runsInTransaction: Bool) {
        self.id = id
        self.name = name
        self.path = path
        self.sql = sql
        self.digest = digest
        self.runsInTransaction = runsInTransaction
    }

    /// The first line of a file whose statements cannot run inside a transaction.
    package static let noTransactionMark = "-- souk: no-transaction"
}

/// What a migration is known by, in the files and in the history: its folder's name and its number.
package struct MigrationID: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let folder: String
    package let number: Int

    package init(folder: String, number: Int) {
        self.folder = folder
        self.number = number
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.folder, left.number) < (right.folder, right.number)
    }

    /// As `graph/0007`.
    package var description: String { "\(folder)/\(digits)" }

    /// The number as files have it: `0007`.
    var digits: String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
