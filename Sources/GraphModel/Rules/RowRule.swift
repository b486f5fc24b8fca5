/// Which rows of a tenant a viewer sees, as the database's rule says it.
///
/// Row security says the same once more; this is for statements to say it as well, so that an index serves it where columns say it,
/// and so that each is enough without the other.
package struct RowRule: Sendable, Hashable {
    /// Who sees every row of the tenant, operators apart; the rest is about the others.
    package var audience: Audience
    /// The scope that a token limited by scopes needs before it sees any row, an operator's too.
    package var scope: String?
    /// SQL that holds for the rows which everybody sees; `$.` stands for the row.
    package var publicWhen: String?
    /// A buyer sees the rows where one of these columns is the buyer.
    package var buyers: [Column.ID]
    /// A merchant's staff, and a partner, see the rows where one of these columns is a merchant they act for.
    package var merchants: [Column.ID]
    /// SQL that holds for the rows which the viewer sees for another reason; `$.` stands for the row.
    package var sharedWhen: String?
    /// By what lists find those rows; nil where they ask every row.
    package var sharedKeys: SharedKeys?
    /// The roles in which row security may show one subject other rows than another: all that have these roles, and else agree in whatever
    /// a session's context says, see the same otherwise.
    package var personalFor: Set<Role>

    /// All values of a column for which `sharedWhen` may hold, for the viewer.
    package struct SharedKeys: Sendable, Hashable {
        package var column: Column.ID
        /// The call of a function that returns them, whatever the row.
        package var among: String

        package init(column: Column.ID, among: String) {
            self.column = column
            self.among = among
        }
    }

    package enum Audience: String, Sendable, Hashable {
        case everybody
        /// Whoever is signed in.
        case members
        case nobody
    }

    package init(
        audience: Audience = .nobody, scope: String? = nil, publicWhen: String? = nil, buyers: [Column.ID], merchants: [Column.ID],
        sharedWhen: String? = nil, sharedKeys: SharedKeys? = nil, personalFor: Set<Role> = Set(Role.allCases)
    ) {
        self.audience = audience
        self.scope = scope
        self.publicWhen = publicWhen
        self.buyers = buyers
        self.merchants = merchants
        self.sharedWhen = sharedWhen
        self.sharedKeys = sharedKeys
        self.personalFor = personalFor
    }
}
