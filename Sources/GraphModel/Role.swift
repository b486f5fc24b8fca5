/// Who asks, inside one tenant; the roles of the domain, weakest first.
package enum Role: String, Sendable, Hashable, CaseIterable {
    /// A visitor without a token.
    case anonymous
    /// One buyer.
    case buyer
    /// One member of a merchant's staff.
    case merchant
    /// An integrator's app, for the merchants that authorised it.
    case partner
    /// The marketplace's own staff.
    case `operator`
}
