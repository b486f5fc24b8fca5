import GraphModel
import Testing

@Suite("Reading the catalog")
struct CatalogReaderTests {
    @Test(
        "A schema souk in which the serving role has no business is as none",
        arguments: [
            "CREATE TABLE souk.migration (number int)", "CREATE TABLE souk.rule (kind text); CREATE TABLE souk.row_limit (kind text)",
        ])
    func foreignLedger(sql: String) async throws {
        let snapshot = try await CaseDatabase.snapshot("CREATE SCHEMA souk; \(sql)")
        #expect(snapshot.relations.map(\.name) == ["shop"])
        #expect(snapshot.relations.allSatisfy { $0.rule == nil && $0.rowLimits.isEmpty })
    }

    /// The ground's own policy asks a setting itself, so each case has a table with another.
    @Test(
        "A policy may tell subjects apart unless all that it uses is marked",
        arguments: [
            ("true", []), ("state = 'open' AND length(name) > 2", []), ("souk.shops() @> ARRAY[id]", []),
            ("id = souk.buyer()", [Role.buyer]), ("id = souk.buyer() OR souk.shops() @> ARRAY[id]", [.buyer]),
            ("id = souk.unmarked()", Role.allCases), ("id = souk.without_comment()", Role.allCases),
            ("id = souk.buyer() OR id = souk.unmarked()", Role.allCases),
            ("name = current_setting('souk.subject', true)", Role.allCases), ("EXISTS (SELECT FROM app.mine)", Role.allCases),
            ("id === 3", Role.allCases),
        ] as [(String, [Role])])
    func personal(condition: String, roles: [Role]) async throws {
        let snapshot = try await CaseDatabase.snapshot(
            """
            CREATE SCHEMA souk;
            CREATE TABLE souk.rule (table_schema name, table_name name, kind text, scope text, public_when text, buyers name[], merchants name[],
              shared_when text);
            CREATE TABLE souk.row_limit (table_schema name, table_name name, kind text, column_name name);
            GRANT USAGE ON SCHEMA souk TO \(CaseDatabase.role);
            GRANT SELECT ON souk.rule, souk.row_limit TO \(CaseDatabase.role);
            INSERT INTO souk.rule VALUES ('app', 'stall', 'shared', NULL, NULL, '{}', '{}', NULL);
            CREATE FUNCTION souk.buyer() RETURNS bigint LANGUAGE sql STABLE RETURN 1;
            CREATE FUNCTION souk.shops() RETURNS bigint[] LANGUAGE sql STABLE RETURN '{1}'::bigint[];
            COMMENT ON FUNCTION souk.shops() IS 'The shops. @impersonal';
            CREATE FUNCTION souk.unmarked() RETURNS bigint LANGUAGE sql STABLE RETURN 1;
            COMMENT ON FUNCTION souk.unmarked() IS 'Nothing that is @impersonally so.';
            CREATE FUNCTION souk.without_comment() RETURNS bigint LANGUAGE sql STABLE RETURN 1;
            CREATE FUNCTION souk.alike(bigint, int) RETURNS boolean LANGUAGE sql STABLE RETURN true;
            CREATE OPERATOR === (LEFTARG = bigint, RIGHTARG = int, FUNCTION = souk.alike);
            CREATE TABLE app.mine (id bigint);
            CREATE TABLE app.stall (tenant_id bigint NOT NULL, id bigint NOT NULL, name text NOT NULL, state text, PRIMARY KEY (tenant_id, id));
            ALTER TABLE app.stall ENABLE ROW LEVEL SECURITY;
            CREATE POLICY reading ON app.stall FOR SELECT USING (\(condition));
            CREATE POLICY writing ON app.stall FOR INSERT WITH CHECK (id = souk.unmarked());
            """)
        #expect(snapshot.relations.first { $0.name == "stall" }?.rule?.personalFor == roles)
    }
}
