/// What a statement did to a table that was there before the pending files, as it was seen on the scratch copy.
package struct TableEffect: Sendable, Hashable {
    /// The table's name before the pending files, with its schema, quoted where need be.
    package let table: String
    /// The strongest lock that the statement took and its transaction did not have; nil when there was none.
    package let lock: LockMode?
    /// The strongest lock that the transaction holds after the statement; nil when locks could not be seen.
    package let held: LockMode?
    /// Whether it was read from one end to the other.
    package let isScanned: Bool
    /// Whether it has new files: all of it was written again, or emptied.
    package let isRewritten: Bool
    package let changes: [TableChange]

    package init(
        table: String, lock: LockMode? = nil, held: LockMode? = nil, isScanned: Bool = false, isRewritten: Bool = false,
        changes: [TableChange] = []
    ) {
        self.table = table
        self.lock = lock
        self.held = held
        self.isScanned = isScanned
        self.isRewritten = isRewritten
        self.changes = changes
    }
}

/// A difference in the shape of a table.
package enum TableChange: Sendable, Hashable {
    case dropped
    case indexAdded(String)
    /// A constraint that holds for the rows there are, too: they were checked.
    case constraintAdded(String, ConstraintKind)
    /// A constraint for what is written from now on.
    case constraintAddedUnchecked(String, ConstraintKind)
    case constraintValidated(String)
    case columnAdded(String, NewValue = .null)
    case columnDropped(String)
    case columnRetyped(String, from: String, to: String)
    /// A column that was there takes no nulls any more.
    case columnNotNull(String)
}

/// What a column that was added has in the rows that were there.
package enum NewValue: Sendable, Hashable {
    case null, byDefault
    /// Neither: it takes no nulls and has no default, so that a table with rows refuses it.
    case missing
}

/// The kinds of constraints, as `pg_constraint.contype` has them.
package enum ConstraintKind: String, Sendable, Hashable {
    case foreignKey = "f"
    case check = "c"
    case primaryKey = "p"
    case unique = "u"
    case exclusion = "x"
}
