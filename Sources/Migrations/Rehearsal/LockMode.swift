/// How strongly PostgreSQL locks a table, weakest first. The raw value is its name in `pg_locks`.
package enum LockMode: String, Sendable, Hashable, CaseIterable, Comparable {
    case accessShare = "AccessShareLock"
    case rowShare = "RowShareLock"
    case rowExclusive = "RowExclusiveLock"
    case shareUpdateExclusive = "ShareUpdateExclusiveLock"
    case share = "ShareLock"
    case shareRowExclusive = "ShareRowExclusiveLock"
    case exclusive = "ExclusiveLock"
    case accessExclusive = "AccessExclusiveLock"

    /// Who waits for as long as somebody holds the lock.
    package enum Waiting: String, Sendable, Hashable, Comparable {
        case nobody
        /// Other changes of the table's shape, and VACUUM.
        case changes
        case writes
        case everybody

        private var rank: Int {
            switch self {
            case .nobody: 0
            case .changes: 1
            case .writes: 2
            case .everybody: 3
            }
        }

        package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
    }

    package var waiting: Waiting {
        switch self {
        case .accessShare, .rowShare, .rowExclusive: .nobody
        case .shareUpdateExclusive: .changes
        case .share, .shareRowExclusive, .exclusive: .writes
        case .accessExclusive: .everybody
        }
    }

    /// As the statement LOCK TABLE has it: `ACCESS EXCLUSIVE`.
    package var sqlName: String {
        rawValue.dropLast(4).reduce(into: "") { name, letter in
            if letter.isUppercase, !name.isEmpty { name.append(" ") }
            name.append(letter.uppercased())
        }
    }

    package static func < (left: Self, right: Self) -> Bool {
        allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
    }
}
