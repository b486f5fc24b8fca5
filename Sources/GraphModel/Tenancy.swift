/// How rows are told apart by tenant.
package enum Tenancy: String, Sendable, Hashable {
    /// Every tenant-owned table has a tenant column, and row security on it.
    case column
    /// One tenant only: the database is shown as it is.
    case none
}
