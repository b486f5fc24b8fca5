extension CatalogCheck {
    /// Rights that serving does not need.
    static let grants = [
        CatalogCheck(
            code: "GRANT_BEYOND_ROWS", kind: "table",
            sql: """
                SELECT c.oid::regclass || ': ' || string_agg(p, ', ' ORDER BY p) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace,
                  unnest(ARRAY['REFERENCES', 'TRIGGER', 'TRUNCATE']) AS p
                WHERE \(schemas) AND c.relkind IN ('r', 'p', 'f', 'v') AND NOT pg_has_role(c.relowner, 'USAGE') AND has_table_privilege(c.oid, p)
                GROUP BY c.oid ORDER BY 1
                """,
            why: "TRUNCATE ignores row security, REFERENCES tells of hidden rows, and TRIGGER runs code for whoever writes.",
            remedy: "REVOKE TRUNCATE, REFERENCES, TRIGGER ON … FROM the serving role and PUBLIC."),
        CatalogCheck(
            code: "GRANT_ON_PARTITION", kind: "table",
            sql: """
                SELECT c.oid::regclass FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE \(schemas) AND c.relispartition AND c.relkind IN ('r', 'p', 'f') AND NOT pg_has_role(c.relowner, 'USAGE')
                  AND has_any_column_privilege(c.oid, 'SELECT, INSERT, UPDATE') ORDER BY 1
                """,
            why: "Read by itself, a partition is not under the rules of its table.",
            remedy: "REVOKE ALL on it; rights on the whole table suffice."),
        CatalogCheck(
            code: "GRANT_TO_PUBLIC", kind: "relation",
            sql: """
                SELECT c.oid::regclass || ': ' || string_agg(DISTINCT a.privilege_type, ', ') FROM pg_class c
                JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(c.relacl) AS a
                WHERE \(schemas) AND a.grantee = 0 AND NOT EXISTS (SELECT FROM pg_depend d
                  WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e') GROUP BY c.oid ORDER BY 1
                """,
            why: "Everybody who can log in has it, whatever role they are made for.", remedy: "REVOKE ALL … FROM PUBLIC, and GRANT by name."
        ),
        CatalogCheck(
            code: "FUNCTION_FOR_PUBLIC", state: .advice, kind: "function",
            sql: """
                SELECT p.oid::regprocedure FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
                WHERE \(schemas) AND (p.proacl IS NULL OR EXISTS (SELECT FROM aclexplode(p.proacl) AS a WHERE a.grantee = 0))
                  AND \(isOfNoExtension("p")) ORDER BY 1
                """,
            why: "Everybody who can log in may call it, which is PostgreSQL's default.",
            remedy: "REVOKE EXECUTE … FROM PUBLIC, and GRANT by name; ALTER DEFAULT PRIVILEGES for those to come."),
        CatalogCheck(
            code: "LOGIN_FOR_PUBLIC", state: .advice, kind: "database",
            sql: """
                SELECT quote_ident(d.datname) FROM pg_database d
                WHERE d.datname = current_database() AND (d.datacl IS NULL OR EXISTS (SELECT FROM aclexplode(d.datacl) AS a WHERE a.grantee = 0))
                """,
            why: "Every role of the server may connect to it.", remedy: "REVOKE ALL ON DATABASE … FROM PUBLIC; sql/roles.sql does."),
    ]
}
