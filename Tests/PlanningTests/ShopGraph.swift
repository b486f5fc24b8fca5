import GraphModel
import GraphQLExecution
import GraphQLLanguage
import GraphQLValidation
import Planning
import PostgresTypes

/// A graph of three levels, shops with items with parts, as the catalog of a database without tenants would give it.
enum ShopGraph {
    static func graph() throws -> Graph {
        let relations = [
            relation(1, "shop", parent: nil, rule: CatalogSnapshot.Rule(merchants: ["id"])),
            relation(4, "score", kind: .view, parent: 1),
            relation(2, "item", parent: 1, limits: [CatalogSnapshot.RowLimit(kind: "item", column: "id")]), relation(3, "part", parent: 2),
        ]
        let types = [(TypeOID.int8, "int8"), (TypeOID.varchar, "varchar")].map { CatalogSnapshot.TypeEntry(oid: $0.0, name: $0.1) }
        return try GraphBuilder.build(
            CatalogSnapshot(
                serverVersion: 150_000, loginRole: CatalogSnapshot.LoginRole(name: "reader"), relations: relations, types: types),
            GraphOptions(tenancy: .none, exposeAll: true))
    }

    private static func relation(
        _ oid: UInt32, _ name: String, kind: CatalogSnapshot.Relation.Kind = .table, parent: UInt32?, rule: CatalogSnapshot.Rule? = nil,
        limits: [CatalogSnapshot.RowLimit] = []
    ) -> CatalogSnapshot.Relation {
        var columns = [
            CatalogSnapshot.Column(number: 1, name: "id", typeOID: TypeOID.int8, sqlType: "bigint", isNotNull: true),
            CatalogSnapshot.Column(number: 2, name: "name", typeOID: TypeOID.varchar, sqlType: "character varying(40)", isNotNull: true),
        ]
        var keys: [CatalogSnapshot.ForeignKey] = []
        func index(_ suffix: String, _ columns: Int...) -> CatalogSnapshot.Index {
            CatalogSnapshot.Index(name: "\(name)_\(suffix)", keys: columns.map { CatalogSnapshot.Index.Key(column: $0) })
        }
        var indexes = [index("pkey", 1), index("name", 2)]
        if let parent {
            columns.append(CatalogSnapshot.Column(number: 3, name: "parent_id", typeOID: TypeOID.int8, sqlType: "bigint", isNotNull: true))
            keys.append(CatalogSnapshot.ForeignKey(name: "\(name)_parent", columns: [3], targetOID: parent, targetColumns: [1]))
            indexes.append(index("of", 3, 1))
        }
        return CatalogSnapshot.Relation(
            oid: oid, name: name, kind: kind, columns: columns, primaryKey: CatalogSnapshot.Key(name: "\(name)_pkey", columns: [1]),
            foreignKeys: keys, indexes: indexes, rule: rule, rowLimits: limits)
    }

    /// The plan of a query; an operator's, unless said otherwise.
    static func plan(
        _ query: String, for viewer: ViewerKind = ViewerKind(.operator), variables: Variables = Variables()
    ) throws -> OperationPlan {
        let graph = try graph()
        let document = try Validator.check(try Parser.parse(query), schema: graph.schema)
        return try Planner.plan(try document.operation(named: nil), in: graph, for: viewer, variables: variables)
    }

    /// The SQL of that plan's statements.
    static func statements(_ query: String, for viewer: ViewerKind = ViewerKind(.operator)) throws -> [String] {
        let renderer = SQLRenderer(graph: try graph())
        return try plan(query, for: viewer).statements.map { renderer.text(of: $0) }
    }
}
