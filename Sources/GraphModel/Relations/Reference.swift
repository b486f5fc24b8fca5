/// A column of one table that equals a column of another.
package struct ColumnPair: Sendable, Hashable {
    package var source: Column.ID
    package var target: Column.ID

    package init(source: Column.ID, target: Column.ID) {
        self.source = source
        self.target = target
    }
}

/// From a row to at most one row: a foreign key followed forwards, or a unique foreign key followed backwards.
package struct Reference: Sendable, Hashable {
    package var target: Table.ID
    /// Tenant columns included, so that a join never leaves the tenant.
    package var pairs: [ColumnPair]
    /// Whether there may be no such row: a nullable key column, or a key followed backwards.
    package var isOptional: Bool

    package init(target: Table.ID, pairs: [ColumnPair], isOptional: Bool) {
        self.target = target
        self.pairs = pairs
        self.isOptional = isOptional
    }
}

/// From a row to one row of one of several tables: foreign keys of which exactly one is set.
package struct ExclusiveReference: Sendable {
    /// The GraphQL union.
    package var unionName: String
    /// In declared order; each with `isOptional` true.
    package var arms: [Reference]

    package init(unionName: String, arms: [Reference]) {
        self.unionName = unionName
        self.arms = arms
    }
}

/// From a row to a page of rows: a foreign key followed backwards, possibly through a join table.
package struct Connection: Sendable {
    package var target: Table.ID
    /// Without `through`: from the source row to the target's rows. With it: from the source row to the join table's rows.
    package var pairs: [ColumnPair]
    /// The join table between, and the pairs from it to the target.
    package var through: Through?
    /// What keeps count of the rows, where something does.
    package var counter: Counter?

    package struct Through: Sendable {
        package var table: Table.ID
        package var pairs: [ColumnPair]

        package init(table: Table.ID, pairs: [ColumnPair]) {
            self.table = table
            self.pairs = pairs
        }
    }

    package init(target: Table.ID, pairs: [ColumnPair], through: Through? = nil, counter: Counter? = nil) {
        self.target = target
        self.pairs = pairs
        self.through = through
        self.counter = counter
    }
}
