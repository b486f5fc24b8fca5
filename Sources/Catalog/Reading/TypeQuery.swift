import GraphModel
import Postgres

/// The types that columns, parameters and results have, with the types those are made of.
struct TypeQuery {
    static let sql = """
        WITH RECURSIVE used (oid) AS (
          SELECT unnest($1::oid[])
          UNION
          SELECT part.oid FROM used JOIN pg_type t ON t.oid = used.oid CROSS JOIN LATERAL (
            SELECT t.typelem WHERE t.typtype = 'b' AND t.typcategory = 'A' AND t.typelem <> 0
            UNION ALL SELECT t.typbasetype WHERE t.typtype = 'd'
            UNION ALL SELECT r.rngsubtype FROM pg_range r WHERE t.oid IN (r.rngtypid, r.rngmultitypid)
            UNION ALL SELECT a.atttypid FROM pg_attribute a
              WHERE t.typtype = 'c' AND a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped
          ) AS part (oid)
        )
        SELECT t.oid, n.nspname, t.typname, CASE WHEN t.typtype = 'b' AND t.typcategory = 'A' AND t.typelem <> 0 THEN 'a' ELSE t.typtype END,
          CASE t.typtype WHEN 'd' THEN t.typbasetype WHEN 'b' THEN t.typelem
            ELSE coalesce((SELECT r.rngsubtype FROM pg_range r WHERE t.oid IN (r.rngtypid, r.rngmultitypid)), 0) END,
          t.typnotnull, obj_description(t.oid, 'pg_type'),
          CASE t.typtype WHEN 'e' THEN ARRAY(SELECT e.enumlabel::text FROM pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder)
            WHEN 'd' THEN ARRAY(SELECT pg_get_expr(c.conbin, 0) FROM pg_constraint c WHERE c.contypid = t.oid ORDER BY c.conname)
            WHEN 'c' THEN ARRAY(SELECT a.attname::text FROM pg_attribute a
              WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum) END,
          CASE t.typtype WHEN 'd' THEN ARRAY(SELECT c.conname::text FROM pg_constraint c WHERE c.contypid = t.oid ORDER BY c.conname)
            WHEN 'c' THEN ARRAY(SELECT a.atttypid::text FROM pg_attribute a
              WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum) END
        FROM used JOIN pg_type t ON t.oid = used.oid JOIN pg_namespace n ON n.oid = t.typnamespace
        ORDER BY n.nspname, t.typname
        """

    func run(on connection: AdminConnection, used: Set<UInt32>) async throws -> [CatalogSnapshot.TypeEntry] {
        let oids = ArrayText(used.sorted().map { String($0) }).text
        return try await connection.rows("types", Self.sql, [oids]).map { row in
            CatalogSnapshot.TypeEntry(
                oid: try row.oid(0), schema: try row.text(1), name: try row.text(2), kind: try kind(of: row), comment: row.optionalText(6))
        }
    }

    private func kind(of row: CatalogRow) throws(CatalogError) -> CatalogSnapshot.TypeEntry.Kind {
        let part = try row.oid(4)
        let texts = try row.texts(7)
        let others = try row.texts(8)
        switch try row.text(3) {
        case "a": return .array(element: part)
        case "e": return .enumeration(labels: texts)
        case "d":
            let checks = zip(others, texts).map { CatalogSnapshot.Check(name: $0, expression: $1) }
            return .domain(base: part, isNotNull: try row.bool(5), checks: checks)
        case "c":
            let attributes = zip(texts, others).map { CatalogSnapshot.TypeEntry.Attribute(name: $0, typeOID: UInt32($1) ?? 0) }
            return .composite(attributes)
        case "r": return .range(subtype: part)
        case "m": return .multirange(subtype: part)
        default: return .base
        }
    }
}
