extension CatalogCheck {
    /// Functions that the serving role may call, PostgreSQL's own and extensions' apart.
    private static let callable = """
        pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE \(schemas) AND has_schema_privilege(n.oid, 'USAGE') AND has_function_privilege(p.oid, 'EXECUTE')
          AND \(isOfNoExtension("p"))
        """

    static let functions = [
        CatalogCheck(
            code: "DEFINER_UNDECLARED", kind: "function",
            sql: """
                SELECT p.oid::regprocedure FROM \(callable) AND p.prosecdef
                  AND coalesce(obj_description(p.oid, 'pg_proc'), '') !~ '@definer *\\(' ORDER BY 1
                """,
            why: "It runs with its owner's rights and so steps around row security.",
            remedy: "Review it and write @definer(reason: …) into its comment, or REVOKE EXECUTE."),
        CatalogCheck(
            code: "DEFINER_PATH_OPEN", kind: "function",
            sql: """
                SELECT p.oid::regprocedure FROM \(callable) AND p.prosecdef AND p.prosqlbody IS NULL
                  AND NOT EXISTS (SELECT FROM unnest(p.proconfig) AS c WHERE c LIKE 'search\\_path=%') ORDER BY 1
                """,
            why: "It runs with its owner's rights and finds names along its caller's search_path.",
            remedy: "ALTER FUNCTION … SET search_path = pg_catalog, pg_temp."),
        CatalogCheck(
            code: "FUNCTION_SETS_CONTEXT", kind: "function",
            sql: """
                SELECT p.oid::regprocedure FROM \(callable)
                  AND (p.prosrc ~* 'set_config|\\mset\\s+(local\\s+|session\\s+)?"?souk\\.' OR coalesce(pg_get_function_sqlbody(p.oid), '') ~* 'set_config'
                    OR EXISTS (SELECT FROM unnest(p.proconfig) AS c WHERE c LIKE 'souk.%')) ORDER BY 1
                """,
            why: "Whoever calls it could state another tenant or viewer in the middle of a statement.",
            remedy: "REVOKE EXECUTE; only the gateway states who asks."),
    ]
}
