extension CatalogSnapshot {
    /// A table's declared rule for reading.
    package struct Rule: Sendable, Hashable {
        /// Columns that name the buyer who may read the row.
        package var buyers: [String]
        /// Columns that name the merchant whose staff and partners may read it.
        package var merchants: [String]
        /// Whether that is all: no row is open for another reason, operators apart.
        package var isSaidByColumns: Bool
        /// Who reads every row of the tenant, operators apart.
        package var audience: Audience
        /// The scope that a token limited by scopes needs before it reads any row.
        package var scope: String?

        package enum Audience: String, Sendable, Hashable {
            case everybody
            /// Whoever is signed in.
            case members
            case nobody
        }

        package init(
            buyers: [String], merchants: [String], isSaidByColumns: Bool, audience: Audience = .nobody, scope: String? = nil
        ) {
            self.buyers = buyers
            self.merchants = merchants
            self.isSaidByColumns = isSaidByColumns
            self.audience = audience
            self.scope = scope
        }
    }

    /// A kind of thing that a row is or belongs to, and the column that names it.
    package struct RowLimit: Sendable, Hashable {
        package var kind: String
        package var column: String

        package init(kind: String, column: String) {
            self.kind = kind
            self.column = column
        }
    }
}
