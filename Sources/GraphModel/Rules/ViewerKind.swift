/// What of a viewer shapes statements: all who are alike in this share plans.
package struct ViewerKind: Sendable, Hashable {
    package let role: Role
    /// The scopes that the viewer has; nil when scopes do not limit the viewer.
    package let scopes: Set<String>?
    /// The kinds of things of which the viewer has only some.
    package let limitedKinds: Set<String>
    package let merchants: MerchantCount

    package init(_ role: Role, scopes: Set<String>? = nil, limitedKinds: Set<String> = [], merchants: MerchantCount = .few) {
        self.role = role
        self.scopes = scopes
        self.limitedKinds = limitedKinds
        self.merchants = merchants
    }

    /// Whether the viewer has the scope that a rule asks for.
    package func holds(_ scope: String?) -> Bool {
        guard let scope, let scopes else { return true }
        return scopes.contains(scope)
    }
}
