import Postgres

/// A word planted in every text that a tenant has: whoever reads it has read that tenant's rows.
enum Canary {
    static let word = "canary"

    /// Plants the word in every row of every tenant but one, wherever the database lets text be free.
    /// - Returns: the columns that hold it now, as `table.column`.
    static func plant(sparing tenant: Int64, through superuser: AdminConnection) async throws -> [String] {
        try await superuser.execute(script: script(sparing: tenant))
        let planted = try await superuser.query("SELECT place FROM pg_temp.planted ORDER BY 1")
        return (0..<planted.rowCount).compactMap { planted.text(row: $0, column: 0) }
    }

    /// A column with a list of allowed values, or a rule that the word breaks, stays as it is. The word with tenant and number
    /// is a text that suits names, slugs and addresses alike, and is unique where it must be.
    private static func script(sparing tenant: Int64) -> String {
        """
        CREATE TEMP SEQUENCE planting;
        CREATE TEMP TABLE planted (place text);
        DO $$
        DECLARE
          c record;
        BEGIN
          FOR c IN
            SELECT a.attrelid::regclass AS rel, a.attname AS name, a.atttypid = 'text[]'::regtype AS is_array
            FROM pg_attribute a JOIN pg_class r ON r.oid = a.attrelid
            WHERE r.relnamespace = 'market'::regnamespace AND r.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
              AND a.atttypid IN ('text'::regtype, 'text[]'::regtype)
          LOOP
            BEGIN
              EXECUTE format('UPDATE %s SET %I = %s WHERE tenant_id <> \(tenant)', c.rel, c.name,
                CASE WHEN c.is_array THEN 'ARRAY[' ELSE '' END || $q$'\(word)-' || tenant_id || '-' || nextval('planting')$q$
                  || CASE WHEN c.is_array THEN ']' ELSE '' END);
              INSERT INTO planted VALUES (c.rel || '.' || c.name);
            EXCEPTION WHEN check_violation THEN NULL;
            END;
          END LOOP;
        END $$;
        """
    }
}
