import Catalog
import GraphModel
import Postgres
import TestDatabase

/// A small database for one case: a schema `app` with a sound table `shop`, changed by the case's SQL.
enum CaseDatabase {
    /// The role that serves in the cases: no superuser, owns nothing.
    static let role = "case_gateway"

    private static let ground = """
        CREATE SCHEMA app;
        CREATE FUNCTION app.guard(target regclass) RETURNS void LANGUAGE plpgsql AS $$
        BEGIN
          EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
          EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
          EXECUTE format('CREATE POLICY tenant ON %s USING (tenant_id = nullif(current_setting(''souk.tenant'', true), '''')::bigint)', target);
        END $$;
        CREATE TABLE app.shop (tenant_id bigint NOT NULL, id bigint NOT NULL, name text NOT NULL, state text, PRIMARY KEY (tenant_id, id));
        SELECT app.guard('app.shop');
        COMMENT ON TABLE app.shop IS '@graph';
        """

    /// A database with the ground above and the case's SQL on it, as its superuser.
    static func make(_ sql: String) async throws -> PostgresConfiguration {
        let configuration = try await TestCluster.shared().makeDatabase(template: "cases") { configuration in
            let connection = try await AdminConnection.connect(configuration)
            try await connection.execute(
                script: "DO $$ BEGIN CREATE ROLE \(role) LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$; \(ground)")
            await connection.close()
        }
        try await run(sql, on: configuration)
        return configuration
    }

    /// Runs SQL as the superuser, then lets the role read what there is.
    static func run(_ sql: String, on configuration: PostgresConfiguration) async throws {
        let connection = try await AdminConnection.connect(configuration)
        try await connection.execute(
            script: "\(sql); GRANT USAGE ON SCHEMA app TO \(role); GRANT SELECT ON ALL TABLES IN SCHEMA app TO \(role);")
        await connection.close()
    }

    /// The catalog of a new database of the case, as the serving role sees it.
    static func snapshot(_ sql: String) async throws -> CatalogSnapshot { try await snapshot(of: make(sql)) }

    /// The catalog of a case's database as it is now.
    static func snapshot(of configuration: PostgresConfiguration) async throws -> CatalogSnapshot {
        let connection = try await AdminConnection.connect(configuration.setting("user", to: role))
        let snapshot = try await CatalogReader(schemas: ["app"]).read(through: connection)
        await connection.close()
        return snapshot
    }
}
