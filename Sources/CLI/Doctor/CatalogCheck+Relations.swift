extension CatalogCheck {
    /// What the serving role can read, in the graph or not.
    static let relations = [
        CatalogCheck(
            code: "TENANTS_ROWS_UNGUARDED", kind: "relation",
            sql: """
                SELECT c.oid::regclass FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE \(schemas) AND has_schema_privilege(n.oid, 'USAGE') AND has_any_column_privilege(c.oid, 'SELECT') AND NOT c.relispartition
                  AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = $1 AND NOT a.attisdropped)
                  AND CASE c.relkind WHEN 'v' THEN NOT coalesce((SELECT o.option_value::boolean FROM pg_options_to_table(c.reloptions) o
                        WHERE o.option_name = 'security_invoker'), false)
                      WHEN 'm' THEN true WHEN 'f' THEN true WHEN 'r' THEN NOT (c.relrowsecurity AND c.relforcerowsecurity)
                      WHEN 'p' THEN NOT (c.relrowsecurity AND c.relforcerowsecurity) ELSE false END ORDER BY 1
                """,
            why: "The serving role can read it, its rows are tenants', and nothing in the database keeps them apart.",
            remedy: "ENABLE and FORCE ROW LEVEL SECURITY on a table, security_invoker on a view; else REVOKE SELECT."),
        CatalogCheck(
            code: "POLICY_WITHOUT_TENANT", kind: "policy",
            sql: """
                SELECT quote_ident(p.polname) || ' on ' || c.oid::regclass FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
                JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE \(schemas) AND p.polpermissive AND has_any_column_privilege(c.oid, 'SELECT, INSERT, UPDATE')
                  AND EXISTS (SELECT FROM unnest(p.polroles) r WHERE r = 0 OR pg_has_role(r, 'USAGE'))
                  AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = $1 AND NOT a.attisdropped)
                  AND coalesce(pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid), '')
                    !~ ('\\m' || regexp_replace($1, '([^a-zA-Z0-9_])', '\\\\\\1', 'g') || '\\M') ORDER BY 1
                """,
            why: "It lets rows through without asking whose they are.",
            remedy: "Begin it with the tenant column; the souk.guard_… functions do."),
        CatalogCheck(
            code: "LIMIT_NOT_CARRIED", kind: "foreign key", ledger: "row_limit",
            sql: """
                SELECT quote_ident(k.conname) || ' on ' || k.conrelid::regclass FROM pg_constraint k
                JOIN pg_class s ON s.oid = k.conrelid JOIN pg_namespace n ON n.oid = s.relnamespace
                JOIN pg_class t ON t.oid = k.confrelid JOIN pg_namespace tn ON tn.oid = t.relnamespace
                JOIN souk.row_limit thing ON thing.table_schema = tn.nspname AND thing.table_name = t.relname
                JOIN pg_attribute key ON key.attrelid = k.confrelid AND key.attnum = k.confkey[2] AND key.attname = thing.column_name
                WHERE \(schemas) AND k.contype = 'f' AND has_any_column_privilege(s.oid, 'SELECT') AND NOT EXISTS (
                  SELECT FROM souk.row_limit l WHERE l.table_schema = n.nspname AND l.table_name = s.relname AND l.kind = thing.kind) ORDER BY 1
                """,
            why: "A token that is limited to some of these things still sees what belongs to the others.",
            remedy: "SELECT souk.limit_rows(…) for the table as well."),
    ]
}
