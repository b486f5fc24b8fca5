/// What kind of viewer asks: each role has its own view of the graph and its own row-security rules.
///
/// The raw value is what tokens carry, what the database stores, and what the setting `souk.role` holds.
package enum Role: String, Sendable, Hashable, CaseIterable {
    /// Nobody in particular: a visitor without a token.
    case anonymous
    /// A customer of the marketplace.
    case buyer
    /// A member of a merchant's staff.
    case merchant
    /// An application of a third party, limited by scopes.
    case partner
    /// Who runs the marketplace: sees all of one tenant, never of two.
    case `operator`

    /// Whether rows are the viewer's for belonging to merchants that the token names.
    package var actsForMerchants: Bool { self == .merchant || self == .partner }
}
