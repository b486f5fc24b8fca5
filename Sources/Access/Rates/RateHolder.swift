package import GraphModel

/// Whose a rate limit is: all whose holders are equal use up the same one.
///
/// Never a single token where more can be made of it: whoever makes them would have as many limits.
package struct RateHolder: Sendable, Hashable {
    package let tenant: Int64
    package let role: Role
    package let who: Who

    package init(tenant: Int64, role: Role, who: Who) {
        self.tenant = tenant
        self.role = role
        self.who = who
    }

    package enum Who: Sendable, Hashable {
        /// A partner's app, with all of its tokens.
        case app(Int64)
        /// A buyer, a member of staff, or whoever a token is made out to.
        case subject(String)
        /// A token that is made out to nobody, with those that were made from it: the first of them.
        case token(Int64)
        /// Those who act for the same shops, where nothing else tells them apart.
        case merchants([Int64])
        /// A visitor, or whoever is named by nothing else, by the address that requests come from.
        case address(String)
        /// All for whom there is no room any more.
        case others
    }
}
