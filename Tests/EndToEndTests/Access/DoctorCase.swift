import Testing

/// SQL that spoils the shipped database, and what the doctor then says.
struct DoctorCase: Sendable, CustomTestStringConvertible {
    let code: String
    let object: String
    let sql: String
    var state = "wrong"
    var testDescription: String { "\(code): \(sql.prefix(70))" }

    init(_ code: String, _ object: String, _ sql: String, state: String = "wrong") {
        self.code = code
        self.object = object
        self.sql = sql
        self.state = state
    }

    static let all: [DoctorCase] = [
        // The role
        DoctorCase("ROLE_SUPERUSER", "role souk_gateway", "ALTER ROLE souk_gateway SUPERUSER"),
        DoctorCase("ROLE_BYPASSES_ROW_SECURITY", "role souk_gateway", "ALTER ROLE souk_gateway BYPASSRLS"),
        DoctorCase("ROLE_MAY_BECOME_OWNER", "role souk_gateway", "GRANT souk_migrator TO souk_gateway"),
        DoctorCase("ROLE_MAY_BECOME_OWNER", "role souk_gateway", "GRANT pg_read_all_data TO souk_gateway"),
        DoctorCase("ROLE_OWNS_TABLE", "table market.post", "ALTER TABLE market.post OWNER TO souk_gateway"),
        DoctorCase("ROLE_OWNS_OBJECT", "object relation market.post", "ALTER TABLE market.post OWNER TO souk_gateway"),
        DoctorCase("ROLE_OWNS_OBJECT", "object function souk.may(text)", "ALTER FUNCTION souk.may(text) OWNER TO souk_gateway"),
        DoctorCase("ROLE_MAY_CREATE", "place schema market", "GRANT CREATE ON SCHEMA market TO souk_gateway"),
        DoctorCase("ROLE_MAY_CREATE", "place server", "ALTER ROLE souk_gateway CREATEROLE"),
        // Tables and views
        DoctorCase("ROW_SECURITY_OFF", "table market.post", "ALTER TABLE market.post DISABLE ROW LEVEL SECURITY"),
        DoctorCase("ROW_SECURITY_NOT_FORCED", "table market.post", "ALTER TABLE market.post NO FORCE ROW LEVEL SECURITY"),
        DoctorCase(
            "VIEW_NOT_INVOKER", "view market.v",
            "CREATE VIEW market.v AS SELECT * FROM market.post; GRANT SELECT ON market.v TO souk_gateway; COMMENT ON VIEW market.v IS '@graph @key(columns: [\"id\"])'"
        ),
        DoctorCase(
            "TENANTS_ROWS_UNGUARDED", "relation market.v",
            "CREATE VIEW market.v AS SELECT * FROM market.post; GRANT SELECT ON market.v TO souk_gateway"),
        DoctorCase(
            "TENANTS_ROWS_UNGUARDED", "relation market.m",
            "CREATE MATERIALIZED VIEW market.m AS SELECT * FROM market.post; GRANT SELECT ON market.m TO souk_gateway"),
        DoctorCase(
            "TENANTS_ROWS_UNGUARDED", "relation market.side",
            "CREATE TABLE market.side (tenant_id bigint NOT NULL, id bigint); GRANT SELECT ON market.side TO souk_gateway"),
        DoctorCase(
            "POLICY_WITHOUT_TENANT", "policy open on market.post",
            "CREATE POLICY open ON market.post FOR SELECT TO souk_gateway USING (true)"),
        DoctorCase(
            "FOREIGN_KEY_WITHOUT_TENANT", "foreign key market.post.post_stray",
            "ALTER TABLE market.merchant ADD CONSTRAINT merchant_id_alone UNIQUE (id); ALTER TABLE market.post ADD stray bigint CONSTRAINT post_stray REFERENCES market.merchant (id)"
        ),
        DoctorCase("UNIQUE_WITHOUT_TENANT", "table market.post", "ALTER TABLE market.post ADD stray bigint UNIQUE"),
        DoctorCase(
            "INDEX_NOT_LEAKPROOF", "table market.post",
            "ALTER TABLE market.post ADD worth numeric; CREATE INDEX ON market.post (tenant_id, worth)", state: "advice"),
        DoctorCase(
            "LIMIT_NOT_CARRIED", "foreign key side_campaign on market.side",
            """
            CREATE TABLE market.side (tenant_id bigint NOT NULL, id bigint NOT NULL, campaign_id bigint NOT NULL, PRIMARY KEY (tenant_id, id),
              CONSTRAINT side_campaign FOREIGN KEY (tenant_id, campaign_id) REFERENCES market.campaign);
            SELECT souk.guard_public('market.side')
            """),
        // Grants
        DoctorCase("GRANT_BEYOND_ROWS", "table market.post: TRUNCATE", "GRANT TRUNCATE ON market.post TO souk_gateway"),
        DoctorCase(
            "GRANT_BEYOND_ROWS", "table market.post: REFERENCES, TRIGGER", "GRANT REFERENCES, TRIGGER ON market.post TO souk_gateway"),
        DoctorCase(
            "GRANT_ON_PARTITION", "table market.part_1",
            """
            CREATE TABLE market.part (tenant_id bigint NOT NULL, id bigint NOT NULL, PRIMARY KEY (tenant_id, id)) PARTITION BY HASH (tenant_id);
            CREATE TABLE market.part_1 PARTITION OF market.part FOR VALUES WITH (MODULUS 1, REMAINDER 0);
            SELECT souk.guard_public('market.part'); GRANT SELECT ON market.part_1 TO souk_gateway
            """),
        DoctorCase("GRANT_TO_PUBLIC", "relation market.post: SELECT", "GRANT SELECT ON market.post TO PUBLIC"),
        DoctorCase(
            "FUNCTION_FOR_PUBLIC", "function market.f()",
            "CREATE FUNCTION market.f() RETURNS int LANGUAGE sql RETURN 1; GRANT EXECUTE ON FUNCTION market.f() TO PUBLIC",
            state: "advice"),
        DoctorCase(
            "LOGIN_FOR_PUBLIC", "database",
            "DO $$ BEGIN EXECUTE format('GRANT CONNECT ON DATABASE %I TO PUBLIC', current_database()); END $$", state: "advice"),
        // Functions
        DoctorCase(
            "DEFINER_UNDECLARED", "function market.f()",
            "CREATE FUNCTION market.f() RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS 'SELECT count(*) FROM market.post'; GRANT EXECUTE ON FUNCTION market.f() TO souk_gateway"
        ),
        DoctorCase(
            "DEFINER_PATH_OPEN", "function market.f()",
            "CREATE FUNCTION market.f() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT 1::bigint'; GRANT EXECUTE ON FUNCTION market.f() TO souk_gateway"
        ),
        DoctorCase(
            "FUNCTION_SETS_CONTEXT", "function market.f(text)",
            "CREATE FUNCTION market.f(t text) RETURNS text LANGUAGE sql AS $$ SELECT set_config('souk.tenant', t, true) $$; GRANT EXECUTE ON FUNCTION market.f(text) TO souk_gateway"
        ),
        DoctorCase(
            "FUNCTION_SETS_CONTEXT", "function market.f()",
            "CREATE FUNCTION market.f() RETURNS text LANGUAGE sql SET souk.tenant = '2' AS $$ SELECT 'x' $$; GRANT EXECUTE ON FUNCTION market.f() TO souk_gateway"
        ),
        // Statements
        DoctorCase(
            "READS_WITHOUT_TENANT", "table market.side",
            """
            CREATE TABLE market.side (tenant_id bigint NOT NULL, id bigint PRIMARY KEY, name text);
            SELECT souk.guard_public('market.side'); REVOKE SELECT ON market.side FROM souk_gateway; GRANT SELECT (id, name) ON market.side TO souk_gateway;
            COMMENT ON TABLE market.side IS '@graph @public'
            """),
    ]
}
