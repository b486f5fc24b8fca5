import GraphModel
import Postgres

/// The B-tree indexes that are fit for use, and whether their comparisons are leakproof.
struct IndexQuery {
    static let sql = """
        SELECT i.indrelid, c.relname, i.indisunique, pg_get_expr(i.indpred, i.indrelid), nullif(k.attnum, 0), k.option & 1 = 1, k.option & 2 = 2,
          (SELECT bool_and(p.proleakproof) FROM pg_opclass o
            JOIN pg_amop a ON a.amopfamily = o.opcfamily AND a.amoplefttype = o.opcintype AND a.amoprighttype = o.opcintype
              AND a.amoppurpose = 's'
            JOIN pg_operator r ON r.oid = a.amopopr JOIN pg_proc p ON p.oid = r.oprcode
            WHERE o.oid = k.opclass)
        FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam AND m.amname = 'btree'
        CROSS JOIN LATERAL unnest(i.indkey::int2[], i.indoption::int2[], i.indclass::oid[])
          WITH ORDINALITY AS k (attnum, option, opclass, position)
        WHERE i.indrelid = ANY ($1::oid[]) AND i.indisvalid AND i.indisready AND k.position <= i.indnkeyatts
        ORDER BY i.indrelid, c.relname, k.position
        """

    func run(on connection: AdminConnection, _ relations: String) async throws -> [UInt32: [CatalogSnapshot.Index]] {
        var indexes: [UInt32: [CatalogSnapshot.Index]] = [:]
        for row in try await connection.rows("indexes", Self.sql, [relations]) {
            let relation = try row.oid(0)
            let name = try row.text(1)
            let key = CatalogSnapshot.Index.Key(
                column: row.optionalText(4).flatMap { Int($0) }, isDescending: try row.bool(5), nullsFirst: try row.bool(6),
                isLeakproof: row.optionalText(7) == "t")
            var known = indexes[relation] ?? []
            if known.last?.name != name {
                known.append(CatalogSnapshot.Index(name: name, keys: [], isUnique: try row.bool(2), predicate: row.optionalText(3)))
            }
            known[known.count - 1].keys.append(key)
            indexes[relation] = known
        }
        return indexes
    }
}
