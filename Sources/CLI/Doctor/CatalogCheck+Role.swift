extension CatalogCheck {
    /// What the serving role is and owns.
    static let role = [
        CatalogCheck(
            code: "ROLE_OWNS_OBJECT", kind: "object",
            sql: """
                SELECT 'relation ' || c.oid::regclass FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE \(schemas) AND c.relkind NOT IN ('i', 'I', 't') AND c.relowner = current_user::regrole
                UNION ALL SELECT 'function ' || p.oid::regprocedure FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
                WHERE \(schemas) AND p.proowner = current_user::regrole
                UNION ALL SELECT 'schema ' || quote_ident(n.nspname) FROM pg_namespace n WHERE \(schemas) AND n.nspowner = current_user::regrole
                UNION ALL SELECT 'database ' || quote_ident(d.datname) FROM pg_database d
                WHERE d.datname = current_database() AND d.datdba = current_user::regrole ORDER BY 1
                """,
            why: "The serving role owns it and could switch its protection off.",
            remedy: "Connect as souk_gateway, which owns nothing; or ALTER … OWNER TO souk_migrator."),
        CatalogCheck(
            code: "ROLE_MAY_CREATE", kind: "place",
            sql: """
                SELECT 'schema ' || quote_ident(n.nspname) FROM pg_namespace n WHERE \(schemas) AND has_schema_privilege(n.oid, 'CREATE')
                UNION ALL SELECT 'database ' || quote_ident(current_database()) WHERE has_database_privilege(current_database(), 'CREATE')
                UNION ALL SELECT 'server' FROM pg_roles WHERE rolname = current_user AND NOT rolsuper AND (rolcreaterole OR rolcreatedb OR rolreplication)
                ORDER BY 1
                """,
            why: "The serving role can make objects or roles of its own there, which nobody's rules bind.",
            remedy: "REVOKE CREATE, or ALTER ROLE … NOCREATEROLE NOCREATEDB NOREPLICATION."),
    ]
}
