/// Who has a table, column or function in their graph. Where it is absent, everybody has.
package struct Guard: Sendable, Hashable {
    /// The roles that have it.
    package var roles: Set<Role>
    /// The scope that a token limited by scopes needs for reading; nil when none is needed.
    package var readScope: String?
    package var writeScope: String?

    package init(roles: Set<Role> = Set(Role.allCases), readScope: String? = nil, writeScope: String? = nil) {
        self.roles = roles
        self.readScope = readScope
        self.writeScope = writeScope
    }

    /// Whether somebody with this role and these scopes may read what the guard stands before.
    ///
    /// `scopes` is nil for a token that scopes do not limit.
    package func admits(role: Role, scopes: Set<String>?) -> Bool {
        guard roles.contains(role) else { return false }
        guard let readScope, let scopes else { return true }
        return scopes.contains(readScope)
    }
}
