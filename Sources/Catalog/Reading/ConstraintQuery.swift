import GraphModel
import Postgres

/// Primary, unique and foreign keys, and checks.
struct ConstraintQuery {
    static let sql = """
        SELECT c.conrelid, c.contype, c.conname, c.conkey, c.confrelid, c.confkey, c.confdeltype, obj_description(c.oid, 'pg_constraint'),
          CASE c.contype WHEN 'c' THEN pg_get_expr(c.conbin, c.conrelid) END
        FROM pg_constraint c
        WHERE c.conrelid = ANY ($1::oid[]) AND c.contype IN ('p', 'u', 'f', 'c')
          -- A foreign key to a partitioned table has one more for each partition.
          AND (c.contype <> 'f' OR c.conparentid = 0)
        ORDER BY c.conrelid, c.contype, c.conkey, c.conname
        """

    /// The constraints of one relation.
    struct Found {
        var primaryKey: CatalogSnapshot.Key?
        var uniqueKeys: [CatalogSnapshot.Key] = []
        var foreignKeys: [CatalogSnapshot.ForeignKey] = []
        var checks: [CatalogSnapshot.Check] = []

        func apply(to relation: inout CatalogSnapshot.Relation) {
            relation.primaryKey = primaryKey
            relation.uniqueKeys = uniqueKeys
            relation.foreignKeys = foreignKeys
            relation.checks = checks
        }
    }

    func run(on connection: AdminConnection, _ relations: String) async throws -> [UInt32: Found] {
        var found: [UInt32: Found] = [:]
        for row in try await connection.rows("constraints", Self.sql, [relations]) {
            let relation = try row.oid(0)
            let name = try row.text(2)
            let columns = try row.ints(3)
            let comment = row.optionalText(7)
            switch try row.text(1) {
            case "p": found[relation, default: Found()].primaryKey = CatalogSnapshot.Key(name: name, columns: columns, comment: comment)
            case "u":
                found[relation, default: Found()].uniqueKeys.append(CatalogSnapshot.Key(name: name, columns: columns, comment: comment))
            case "f":
                let key = CatalogSnapshot.ForeignKey(
                    name: name, columns: columns, targetOID: try row.oid(4), targetColumns: try row.ints(5),
                    onDelete: Self.deleteActions[try row.text(6)] ?? .noAction, comment: comment)
                found[relation, default: Found()].foreignKeys.append(key)
            default:
                let check = CatalogSnapshot.Check(name: name, columns: columns, expression: try row.text(8), comment: comment)
                found[relation, default: Found()].checks.append(check)
            }
        }
        return found
    }

    private static let deleteActions: [String: CatalogSnapshot.ForeignKey.DeleteAction] = [
        "a": .noAction, "r": .restrict, "c": .cascade, "n": .setNull, "d": .setDefault,
    ]
}
