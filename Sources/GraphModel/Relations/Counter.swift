/// A column that keeps count of the rows that a connection leads to.
package struct Counter: Sendable {
    /// Of the table that the connection starts from.
    package var column: Column.ID
    /// Who sees every row that it counts: to anybody else it would tell of hidden ones.
    package var roles: Set<Role>
    /// The kinds of things to which a token may be limited that hide some of the rows from it.
    package var limitKinds: Set<String>

    package init(column: Column.ID, roles: Set<Role>, limitKinds: Set<String> = []) {
        self.column = column
        self.roles = roles
        self.limitKinds = limitKinds
    }

    /// Whether somebody of this role, limited to some things of these kinds, sees every row that it counts.
    package func isTold(to role: Role, limitedTo kinds: Set<String>) -> Bool {
        roles.contains(role) && limitKinds.isDisjoint(with: kinds)
    }
}
