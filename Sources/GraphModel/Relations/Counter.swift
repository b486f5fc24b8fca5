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

    /// Whether such a viewer sees every row that it counts.
    package func isTold(to viewer: ViewerKind) -> Bool {
        roles.contains(viewer.role) && limitKinds.isDisjoint(with: viewer.limitedKinds)
    }
}
