/// How a catalog is to be read as a graph.
package struct GraphOptions: Sendable, Hashable {
    package var tenancy: Tenancy
    /// The name of the column that says whose row it is.
    package var tenantColumn: String
    /// Shows every table and view without `@graph`, and every comparable column in filters and orders. Names that clash are made
    /// different instead of being refused. Meant for a first look at a single-tenant database.
    package var exposeAll: Bool

    package init(tenancy: Tenancy = .column, tenantColumn: String = "tenant_id", exposeAll: Bool = false) {
        self.tenancy = tenancy
        self.tenantColumn = tenantColumn
        self.exposeAll = exposeAll
    }
}
