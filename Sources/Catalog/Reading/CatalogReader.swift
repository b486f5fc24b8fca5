package import GraphModel
package import Postgres

/// Reads PostgreSQL's catalog as the role of its connection, and so sees what the gateway may serve.
package struct CatalogReader: Sendable {
    /// The schemas to read; nil for all but PostgreSQL's own and `souk`, the gateway's.
    package var schemas: [String]?

    package init(schemas: [String]? = nil) {
        self.schemas = schemas
    }

    /// Reads everything in one transaction, so that a migration is seen whole or not at all.
    /// - Throws: `PostgresError`, or `CatalogError` when the server's answer is not of the expected shape.
    package func read(through connection: AdminConnection) async throws -> CatalogSnapshot {
        let schemas = schemas
        return try await connection.transaction { connection in
            try await connection.query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            // Then the names of types and expressions are written with their schemas.
            try await connection.query("SET LOCAL search_path = pg_catalog")
            let (version, role) = try await LoginRoleQuery().run(on: connection)
            var relations = try await RelationQuery(schemas: schemas).run(on: connection)
            let oids = ArrayText(relations.map { String($0.oid) }).text
            let columns = try await ColumnQuery().run(on: connection, oids)
            let constraints = try await ConstraintQuery().run(on: connection, oids)
            let indexes = try await IndexQuery().run(on: connection, oids)
            let policies = try await PolicyQuery().run(on: connection, oids)
            let rules = try await RuleQuery().run(on: connection, oids)
            let rowLimits = try await RowLimitQuery().run(on: connection, oids)
            for position in relations.indices {
                let oid = relations[position].oid
                relations[position].columns = columns[oid] ?? []
                constraints[oid]?.apply(to: &relations[position])
                relations[position].indexes = indexes[oid] ?? []
                relations[position].policies = policies[oid] ?? []
                relations[position].rule = rules[oid]
                relations[position].rowLimits = rowLimits[oid] ?? []
                relations[position].contents = try await LookupQuery(relations[position])?.run(on: connection)
            }
            let functions = try await FunctionQuery(schemas: schemas).run(on: connection)
            let used = columns.values.flatMap { $0.map(\.typeOID) } + functions.flatMap(\.typeOIDs)
            let types = try await TypeQuery().run(on: connection, used: Set(used))
            return CatalogSnapshot(
                serverVersion: version, loginRole: role, relations: relations, functions: functions, types: types)
        }
    }
}

/// The server answered a question about its catalog in a way that no supported version does.
package struct CatalogError: Error, Hashable, CustomStringConvertible {
    /// Which part of the catalog was asked about.
    package let part: String
    package var description: String { "the catalog's \(part) could not be read: is this a supported PostgreSQL?" }
}
