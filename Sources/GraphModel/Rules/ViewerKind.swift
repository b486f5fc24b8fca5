/// What of a viewer shapes statements: all who are alike in this share plans.
package struct ViewerKind: Sendable, Hashable {
    package let role: Role
    /// The scopes that the viewer has; nil when scopes do not limit the viewer.
    package let scopes: Set<String>?
    /// The kinds of things of which the viewer has only some.
    package let limitedKinds: Set<String>
    /// Whether it is one merchant that the viewer acts for: an index then has the rows of that one in their order, where those of several
    /// have to be sorted.
    package let actsForOneMerchant: Bool

    package init(_ role: Role, scopes: Set<String>? = nil, limitedKinds: Set<String> = [], actsForOneMerchant: Bool = false) {
        self.role = role
        self.scopes = scopes
        self.limitedKinds = limitedKinds
        self.actsForOneMerchant = actsForOneMerchant
    }

    /// Whether the viewer has the scope that a rule asks for.
    package func holds(_ scope: String?) -> Bool {
        guard let scope, let scopes else { return true }
        return scopes.contains(scope)
    }
}
