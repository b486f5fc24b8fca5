/// A column that keeps count of the rows that a connection leads to.
package struct Counter: Sendable {
    /// Of the table that the connection starts from.
    package var column: Column.ID
    /// Who sees every row that it counts: to anybody else it would tell of hidden ones.
    package var roles: Set<Role>

    package init(column: Column.ID, roles: Set<Role>) {
        self.column = column
        self.roles = roles
    }
}
