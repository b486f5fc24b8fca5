/// What PostgreSQL's catalog says about a database, as the role that read it may see it. Pure values: made by a reader or by a test.
package struct CatalogSnapshot: Sendable, Hashable {
    /// As `server_version_num` gives it: 150004 is 15.4.
    package var serverVersion: Int
    package var loginRole: LoginRole
    /// Ordered by schema and name.
    package var relations: [Relation]
    /// Those whose comment asks to be in the graph, ordered by schema and name.
    package var functions: [Function]
    /// Every type that a column, parameter or result has, with the types those are made of.
    package var types: [TypeEntry]

    package init(
        serverVersion: Int, loginRole: LoginRole, relations: [Relation], functions: [Function] = [], types: [TypeEntry]
    ) {
        self.serverVersion = serverVersion
        self.loginRole = loginRole
        self.relations = relations
        self.functions = functions
        self.types = types
    }

    /// The role that the gateway serves as, and what it could step around.
    package struct LoginRole: Sendable, Hashable {
        package var name: String
        package var isSuperuser: Bool
        package var bypassesRowSecurity: Bool
        /// Roles that it could become (SET ROLE) and that own tables or bypass row security, in order.
        package var dangerousMemberships: [String]

        package init(name: String, isSuperuser: Bool = false, bypassesRowSecurity: Bool = false, dangerousMemberships: [String] = []) {
            self.name = name
            self.isSuperuser = isSuperuser
            self.bypassesRowSecurity = bypassesRowSecurity
            self.dangerousMemberships = dangerousMemberships
        }
    }
}
