import GraphModel
import PostgresTypes

/// A graph of one table with a document in each row.
enum DocumentGraph {
    static func graph() throws -> Graph {
        let columns = [
            CatalogSnapshot.Column(number: 1, name: "id", typeOID: TypeOID.int8, sqlType: "bigint", isNotNull: true),
            CatalogSnapshot.Column(number: 2, name: "data", typeOID: TypeOID.jsonb, sqlType: "jsonb"),
        ]
        let relation = CatalogSnapshot.Relation(
            oid: 1, name: "note", columns: columns, primaryKey: CatalogSnapshot.Key(name: "note_pkey", columns: [1]))
        let types = [(TypeOID.int8, "int8"), (TypeOID.jsonb, "jsonb")].map { CatalogSnapshot.TypeEntry(oid: $0.0, name: $0.1) }
        return try GraphBuilder.build(
            CatalogSnapshot(
                serverVersion: 150_000, loginRole: CatalogSnapshot.LoginRole(name: "reader"), relations: [relation], types: types),
            GraphOptions(tenancy: .none, exposeAll: true))
    }
}
