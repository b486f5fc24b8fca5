extension CatalogSnapshot {
    /// A table's declared rule for reading; what it says of rows is about viewers who are no operators.
    package struct Rule: Sendable, Hashable {
        /// Who reads every row of the tenant.
        package var audience: RowRule.Audience
        /// The scope that a token limited by scopes needs before it reads any row.
        package var scope: String?
        /// SQL that holds for the rows which everybody reads; `$.` stands for the row.
        package var publicWhen: String?
        /// Columns that name the buyer who may read the row.
        package var buyers: [String]
        /// Columns that name the merchant whose staff and partners may read it.
        package var merchants: [String]
        /// SQL that holds for the rows which the viewer reads for another reason.
        package var sharedWhen: String?
        /// Whether the login role may read all columns, so that statements can say whatever the rule does.
        package var isReadable: Bool
        /// The column by whose value `sharedWhen` opens a row.
        package var sharedColumn: String?
        /// The call of a function that returns every value of that column for which `sharedWhen` may hold.
        package var sharedAmong: String?
        /// As `RowRule.personalFor`.
        package var personalFor: [Role]

        package init(
            audience: RowRule.Audience = .nobody, scope: String? = nil, publicWhen: String? = nil, buyers: [String] = [],
            merchants: [String] = [], sharedWhen: String? = nil, isReadable: Bool = true,
            sharedColumn: String? = nil, sharedAmong: String? = nil, personalFor: [Role] = Role.allCases
        ) {
            self.audience = audience
            self.scope = scope
            self.publicWhen = publicWhen
            self.buyers = buyers
            self.merchants = merchants
            self.sharedWhen = sharedWhen
            self.isReadable = isReadable
            self.sharedColumn = sharedColumn
            self.sharedAmong = sharedAmong
            self.personalFor = personalFor
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
