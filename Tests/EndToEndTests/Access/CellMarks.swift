import GraphModel
import Postgres

/// A mark of its own in every column of a tenant: whoever reads it has read that column.
enum CellMarks {
    /// What stands in the cells of a column, with a number behind it.
    static func mark(_ table: String, _ column: String) -> String { "cell-\(table)-\(column)-" }

    /// Marks all texts that may be free. Numbers are marked by `number`.
    static func plant(in tenant: Int64, through superuser: AdminConnection) async throws {
        try await superuser.execute(
            script: """
                CREATE TEMP SEQUENCE marking;
                DO $$
                DECLARE
                  c record;
                BEGIN
                  FOR c IN
                    SELECT a.attrelid::regclass AS rel, r.relname AS relname, a.attname AS name
                    FROM pg_attribute a JOIN pg_class r ON r.oid = a.attrelid
                    WHERE r.relnamespace = 'market'::regnamespace AND r.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
                      AND a.atttypid = 'text'::regtype
                  LOOP
                    BEGIN
                      EXECUTE format('UPDATE %s SET %I = %L || nextval(''pg_temp.marking'') WHERE tenant_id = \(tenant) AND %I IS NOT NULL',
                        c.rel, c.name, 'cell-' || c.relname || '-' || c.name || '-', c.name);
                    EXCEPTION WHEN check_violation OR foreign_key_violation THEN NULL;
                    END;
                  END LOOP;
                END $$;
                UPDATE market.merchant SET monthly_sales = \(number) + id WHERE tenant_id = \(tenant);
                """)
    }

    /// What the sales of shops begin with.
    static let number: Int64 = 777_000_000_000
}
