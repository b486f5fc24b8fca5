import GraphModel
import Postgres

/// The indexes that are fit for use, their orders, and whether their comparisons are leakproof.
struct IndexQuery {
    static let sql = #"""
        SELECT i.indrelid, c.relname, i.indisunique, pg_get_expr(i.indpred, i.indrelid), nullif(k.attnum, 0), k.option & 1 = 1, k.option & 2 = 2,
          (SELECT bool_and(p.proleakproof) FROM pg_opclass o
            JOIN pg_amop a ON a.amopfamily = o.opcfamily AND a.amoplefttype = o.opcintype AND a.amoprighttype = o.opcintype
              AND a.amoppurpose = 's'
            JOIN pg_operator r ON r.oid = a.amopopr JOIN pg_proc p ON p.oid = r.oprcode
            WHERE o.oid = k.opclass),
          m.amname, c2.opcname NOT LIKE '%\_pattern\_ops' AND k.collid = coalesce(a.attcollation, 0),
          CASE WHEN c2.opcname LIKE '%\_pattern\_ops' THEN 'pattern'
            WHEN k.collid = 100 AND d.datcollate IN ('C', 'POSIX') AND coalesce(to_jsonb(d) ->> 'datlocprovider', 'c') = 'c' THEN 'own'
            WHEN l.collname IN ('C', 'POSIX') THEN CASE WHEN k.collid = a.attcollation THEN 'own' ELSE 'collation' END END
        FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam AND m.amname IN ('btree', 'gin', 'gist')
        JOIN pg_database d ON d.datname = current_database()
        CROSS JOIN LATERAL unnest(i.indkey::int2[], i.indoption::int2[], i.indclass::oid[], i.indcollation::oid[])
          WITH ORDINALITY AS k (attnum, option, opclass, collid, position)
        JOIN pg_opclass c2 ON c2.oid = k.opclass LEFT JOIN pg_collation l ON l.oid = k.collid
        LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum AND k.attnum > 0
        WHERE i.indrelid = ANY ($1::oid[]) AND i.indisvalid AND i.indisready AND k.position <= i.indnkeyatts
        ORDER BY i.indrelid, c.relname, k.position
        """#

    func run(on connection: AdminConnection, _ relations: String) async throws -> [UInt32: [CatalogSnapshot.Index]] {
        var indexes: [UInt32: [CatalogSnapshot.Index]] = [:]
        for row in try await connection.rows("indexes", Self.sql, [relations]) {
            let relation = try row.oid(0)
            let name = try row.text(1)
            let key = CatalogSnapshot.Index.Key(
                column: row.optionalText(4).flatMap { Int($0) }, isDescending: try row.bool(5), nullsFirst: try row.bool(6),
                isLeakproof: row.optionalText(7) == "t", isOwnOrder: try row.bool(9), prefixOrder: try prefixOrder(row))
            var known = indexes[relation] ?? []
            if known.last?.name != name {
                guard let method = CatalogSnapshot.Index.Method(rawValue: try row.text(8)) else { throw CatalogError(part: row.part) }
                known.append(
                    CatalogSnapshot.Index(
                        name: name, method: method, keys: [], isUnique: try row.bool(2), predicate: row.optionalText(3)))
            }
            known[known.count - 1].keys.append(key)
            indexes[relation] = known
        }
        return indexes
    }

    private func prefixOrder(_ row: CatalogRow) throws(CatalogError) -> PrefixOrder? {
        switch row.optionalText(10) {
        case nil: return nil
        case "own": return .own
        case "collation": return .collation
        case "pattern": return .pattern
        default: throw CatalogError(part: row.part)
        }
    }
}
