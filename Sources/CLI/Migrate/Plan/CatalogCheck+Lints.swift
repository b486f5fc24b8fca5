extension CatalogCheck {
    private static let ours = "\(schemas) AND n.nspname <> 'souk'"
    private static let isTable = "\(ours) AND c.relkind IN ('r', 'p') AND NOT c.relispartition"
    private static let comment = "coalesce(obj_description(c.oid, 'pg_class'), '')"
    private static let hasTenant = "EXISTS (SELECT FROM pg_attribute t WHERE t.attrelid = c.oid AND t.attname = $1 AND NOT t.attisdropped)"

    // Keys of tables in the graph are looked at when the graph is built.

    /// What authors forget of tables where tenants share a database. Asked as the role that migrates, who sees all of them.
    static let tenantLints = [
        CatalogCheck(
            code: "TABLE_WITHOUT_TENANT", state: .advice, kind: "table",
            sql: """
                SELECT c.oid::regclass FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE \(isTable) AND NOT \(hasTenant) AND \(comment) !~ '@public' ORDER BY 1
                """,
            why: "Nothing says whose its rows are.",
            remedy: "Begin it with tenant_id bigint NOT NULL; or say @public when its rows are everybody's."),
        CatalogCheck(
            code: "TABLE_WITHOUT_RULE", state: .advice, kind: "table",
            sql: """
                SELECT c.oid::regclass FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE \(isTable) AND \(hasTenant)
                  AND NOT (c.relrowsecurity AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid)) ORDER BY 1
                """,
            why: "Its rows are tenants', and no rule says who sees them.", remedy: "SELECT souk.guard_…(…), one of those in sql/README.md."),
        CatalogCheck(
            code: "KEY_WITHOUT_TENANT", state: .advice, kind: "foreign key",
            sql: """
                SELECT quote_ident(k.conname) || ' on ' || c.oid::regclass FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
                JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE \(isTable) AND \(comment) !~ '@graph' AND k.contype = 'f' AND \(hasTenant) AND EXISTS (SELECT FROM pg_attribute t WHERE t.attrelid = k.confrelid
                    AND t.attname = $1 AND NOT t.attisdropped)
                  AND NOT EXISTS (SELECT FROM generate_subscripts(k.conkey, 1) AS i
                    JOIN pg_attribute f ON f.attrelid = k.conrelid AND f.attnum = k.conkey[i] AND f.attname = $1
                    JOIN pg_attribute t ON t.attrelid = k.confrelid AND t.attnum = k.confkey[i] AND t.attname = $1) ORDER BY 1
                """,
            why: "It lets a row refer to another tenant's.", remedy: "FOREIGN KEY (tenant_id, …) REFERENCES … (tenant_id, …)."),
    ]

    /// What authors forget in any database.
    static let lints = [
        CatalogCheck(
            code: "KEY_WITHOUT_INDEX", state: .advice, kind: "foreign key",
            sql: """
                SELECT quote_ident(k.conname) || ' on ' || c.oid::regclass FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
                JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE \(isTable) AND \(comment) !~ '@graph' AND k.contype = 'f' AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = k.conrelid
                  AND (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey) ORDER BY 1
                """,
            why: "Deleting a row that it refers to, and lists of the rows that refer, read the whole table.",
            remedy: "CREATE INDEX on its columns, the tenant first."),
        CatalogCheck(
            code: "TABLE_WITHOUT_COMMENT", state: .advice, kind: "table",
            sql: """
                SELECT c.oid::regclass FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE \(isTable) AND \(comment) = '' ORDER BY 1
                """,
            why: "It is not in the graph, and nobody knows what it is for.",
            remedy: "COMMENT ON TABLE …; with @graph when it belongs in the graph."),
        CatalogCheck(
            code: "COLUMN_WITHOUT_COMMENT", state: .advice, kind: "column",
            sql: """
                SELECT c.oid::regclass || '.' || quote_ident(a.attname) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE \(isTable) AND \(comment) ~ '@graph' AND a.attnum > 0 AND NOT a.attisdropped AND col_description(c.oid, a.attnum) IS NULL
                ORDER BY 1
                """,
            why: "The comment is the API's documentation, and there is none.", remedy: "COMMENT ON COLUMN …, or @hidden in it."),
        CatalogCheck(
            code: "FUNCTION_WITHOUT_PATH", state: .advice, kind: "function",
            sql: """
                SELECT p.oid::regprocedure FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
                WHERE \(ours) AND l.lanname IN ('sql', 'plpgsql') AND p.prosqlbody IS NULL
                  AND NOT EXISTS (SELECT FROM unnest(p.proconfig) AS s WHERE s LIKE 'search\\_path=%')
                  AND \(isOfNoExtension("p")) ORDER BY 1
                """,
            why: "It finds names along its caller's search_path.",
            remedy: "SET search_path = pg_catalog, pg_temp, or a body with RETURN or BEGIN ATOMIC."),
        CatalogCheck(
            code: "FUNCTION_WITHOUT_COMMENT", state: .advice, kind: "function",
            sql: """
                SELECT p.oid::regprocedure FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
                WHERE \(ours) AND obj_description(p.oid, 'pg_proc') IS NULL
                  AND \(isOfNoExtension("p")) ORDER BY 1
                """,
            why: "It is not in the graph, and nobody knows what it is for.",
            remedy: "COMMENT ON FUNCTION …; with @graph when it belongs in the graph."),
    ]
}
