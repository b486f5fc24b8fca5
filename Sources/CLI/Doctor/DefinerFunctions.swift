import Postgres

/// Functions that run with their owner's rights and that the role may call: each steps around row security, so each says why it may.
enum DefinerFunctions {
    private static let sql = """
        SELECT p.oid::regprocedure FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE p.prosecdef AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
          AND has_schema_privilege(n.oid, 'USAGE') AND has_function_privilege(p.oid, 'EXECUTE')
          AND coalesce(obj_description(p.oid, 'pg_proc'), '') !~ '@definer *\\('
          AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
        ORDER BY 1
        """

    /// A finding for each that does not say why.
    static func findings(_ connection: AdminConnection) async throws(PostgresError) -> [Finding] {
        let result = try await connection.query(sql)
        return (0..<result.rowCount).compactMap { result.text(row: $0, column: 0) }.map { name in
            Finding(
                .wrong, "DEFINER_UNDECLARED",
                "function \(name): It runs with its owner's rights. Review it and write @definer(reason: …) into its comment, or REVOKE EXECUTE."
            )
        }
    }
}
