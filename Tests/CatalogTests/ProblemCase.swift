import GraphModel
import Testing

/// SQL that spoils a sound database, and the problem that it makes.
struct ProblemCase: Sendable, CustomTestStringConvertible {
    let code: GraphProblem.Code
    let object: String
    let sql: String
    var severity = GraphProblem.Severity.error
    var testDescription: String { "\(code.rawValue): \(sql.prefix(60))" }

    init(_ code: GraphProblem.Code, on object: String, _ sql: String, _ severity: GraphProblem.Severity = .error) {
        self.code = code
        self.object = object
        self.sql = sql
        self.severity = severity
    }
}

extension ProblemCase {
    private static let product: String = """
        CREATE TABLE app.product (tenant_id bigint NOT NULL, id bigint NOT NULL, shop_id bigint NOT NULL, PRIMARY KEY (tenant_id, id),
          CONSTRAINT product_shop FOREIGN KEY (tenant_id, shop_id) REFERENCES app.shop (tenant_id, id));
        CREATE INDEX ON app.product (tenant_id, shop_id);
        SELECT app.guard('app.product');
        COMMENT ON TABLE app.product IS '@graph';
        """

    static let safety: [ProblemCase] = [
        ProblemCase(.noTenantColumn, on: "table app.x", "CREATE TABLE app.x (id bigint PRIMARY KEY); COMMENT ON TABLE app.x IS '@graph'"),
        ProblemCase(
            .tenantColumnNullable, on: "table app.x",
            "CREATE TABLE app.x (tenant_id bigint, id bigint PRIMARY KEY); SELECT app.guard('app.x'); COMMENT ON TABLE app.x IS '@graph'"),
        ProblemCase(.rowSecurityOff, on: "table app.shop", "ALTER TABLE app.shop DISABLE ROW LEVEL SECURITY"),
        ProblemCase(.rowSecurityNotForced, on: "table app.shop", "ALTER TABLE app.shop NO FORCE ROW LEVEL SECURITY"),
        ProblemCase(.noPolicy, on: "table app.shop", "DROP POLICY tenant ON app.shop", .warning),
        ProblemCase(
            .viewNotInvoker, on: "view app.v",
            "CREATE VIEW app.v AS SELECT * FROM app.shop; COMMENT ON VIEW app.v IS '@graph @key(columns: [\"id\"])'"),
        ProblemCase(
            .materializedView, on: "view app.m",
            "CREATE MATERIALIZED VIEW app.m AS SELECT * FROM app.shop; COMMENT ON MATERIALIZED VIEW app.m IS '@graph @key(columns: [\"id\"])'"
        ),
        ProblemCase(
            .partition, on: "table app.p1",
            """
            CREATE TABLE app.p (tenant_id bigint NOT NULL, id bigint NOT NULL, PRIMARY KEY (tenant_id, id)) PARTITION BY HASH (tenant_id);
            CREATE TABLE app.p1 PARTITION OF app.p FOR VALUES WITH (MODULUS 1, REMAINDER 0); COMMENT ON TABLE app.p1 IS '@graph'
            """),
        ProblemCase(
            .foreignKeyWithoutTenant, on: "foreign key app.x.x_shop",
            """
            ALTER TABLE app.shop ADD UNIQUE (id);
            CREATE TABLE app.x (tenant_id bigint NOT NULL, id bigint NOT NULL, shop_id bigint CONSTRAINT x_shop REFERENCES app.shop (id),
              PRIMARY KEY (tenant_id, id));
            SELECT app.guard('app.x'); COMMENT ON TABLE app.x IS '@graph'
            """),
        ProblemCase(.uniqueWithoutTenant, on: "table app.shop", "ALTER TABLE app.shop ADD UNIQUE (name)"),
        ProblemCase(.uniqueWithoutTenant, on: "table app.shop", "ALTER TABLE app.shop ADD token uuid UNIQUE", .warning),
        ProblemCase(
            .foreignKeyWithoutIndex, on: "foreign key app.product.product_shop", "\(product); DROP INDEX app.product_tenant_id_shop_id_idx",
            .warning),
        ProblemCase(
            .indexNotLeakproof, on: "table app.shop", "ALTER TABLE app.shop ADD price numeric; CREATE INDEX ON app.shop (tenant_id, price)",
            .warning),
        ProblemCase(.roleOwnsTable, on: "table app.shop", "ALTER TABLE app.shop OWNER TO \(CaseDatabase.role)"),
    ]

    static let names: [ProblemCase] = [
        ProblemCase(.nameImpossible, on: "table app.商品", "ALTER TABLE app.shop RENAME TO \"商品\""),
        ProblemCase(.nameImpossible, on: "column app.shop.价格", "ALTER TABLE app.shop ADD \"价格\" bigint"),
        ProblemCase(.typeNameTaken, on: "table app.node", "ALTER TABLE app.shop RENAME TO node"),
        ProblemCase(.typeNameTaken, on: "table app.shop", "COMMENT ON TABLE app.shop IS '@graph(type: \"String\")'"),
        ProblemCase(
            .typeNameTaken, on: "column app.shop.kind",
            """
            ALTER TABLE app.shop ADD kind text CHECK (kind IN ('a')), ADD CHECK (state IN ('b'));
            COMMENT ON COLUMN app.shop.kind IS '@enum(name: "Same")'; COMMENT ON COLUMN app.shop.state IS '@enum(name: "Same")'
            """),
        ProblemCase(.fieldNameTaken, on: "foreign key app.product.product_shop", "\(product); ALTER TABLE app.product ADD shop text"),
        ProblemCase(.fieldNameTaken, on: "column app.shop.Name", "ALTER TABLE app.shop ADD \"Name\" text"),
        ProblemCase(.enumValueTaken, on: "column app.shop.state", "ALTER TABLE app.shop ADD CHECK (state IN ('on hold', 'on_hold'))"),
    ]

    static let shape: [ProblemCase] = [
        ProblemCase(.directiveUnknown, on: "table app.shop", "COMMENT ON TABLE app.shop IS '@grahp'"),
        ProblemCase(
            .directiveUnknown, on: "foreign key app.product.product_shop",
            "\(product); COMMENT ON CONSTRAINT product_shop ON app.product IS '@forward'"),
        ProblemCase(
            .directiveMisplaced, on: "enum type app.mood",
            "CREATE TYPE app.mood AS ENUM ('a'); COMMENT ON TYPE app.mood IS '@hidden'; ALTER TABLE app.shop ADD mood app.mood"),
        ProblemCase(
            .directiveUnknown, on: "constraint app.shop.shop_name",
            "ALTER TABLE app.shop ADD CONSTRAINT shop_name UNIQUE (tenant_id, name); COMMENT ON CONSTRAINT shop_name ON app.shop IS '@hide'"
        ),
        ProblemCase(
            .columnUnknown, on: "table app.shop",
            "\(product); COMMENT ON CONSTRAINT product_shop ON app.product IS '@counter(column: \"n\")'"),
        ProblemCase(
            .directiveArgument, on: "foreign key app.product.product_shop",
            "\(product); COMMENT ON CONSTRAINT product_shop ON app.product IS '@counter(column: \"name\")'"),
        ProblemCase(
            .scopesConflict, on: "column app.shop.state",
            "COMMENT ON COLUMN app.shop.state IS '@scope(read: \"a:read\") @aggregate(scope: \"b:read\")'"),
        ProblemCase(.directiveUnused, on: "column app.shop.state", "COMMENT ON COLUMN app.shop.state IS '@enum(name: \"State\")'"),
        ProblemCase(.columnUnknown, on: "table app.shop", "COMMENT ON TABLE app.shop IS '@graph @order(by: [\"made_at DESC\"])'"),
        ProblemCase(.directiveArgument, on: "table app.shop", "COMMENT ON TABLE app.shop IS '@graph @order(by: [\"name DOWN\"])'"),
        ProblemCase(
            .tableUnknown, on: "view app.v",
            """
            CREATE VIEW app.v WITH (security_invoker) AS SELECT * FROM app.shop;
            COMMENT ON VIEW app.v IS '@graph @key(columns: ["id"]) @reference(columns: ["id"], table: "nowhere", to: ["id"])'
            """),
        ProblemCase(
            .noKey, on: "view app.v",
            """
            CREATE VIEW app.v WITH (security_invoker) AS SELECT * FROM app.shop;
            COMMENT ON VIEW app.v IS '@graph @key(columns: ["id"]) @reference(columns: ["name"], table: "shop", to: ["name"])'
            """),
        ProblemCase(
            .noKey, on: "view app.v",
            "CREATE VIEW app.v WITH (security_invoker) AS SELECT * FROM app.shop; COMMENT ON VIEW app.v IS '@graph'"),
        ProblemCase(
            .noKey, on: "table app.x",
            "CREATE TABLE app.x (tenant_id bigint NOT NULL, name text); SELECT app.guard('app.x'); COMMENT ON TABLE app.x IS '@graph'"),
        ProblemCase(
            .foreignKeyUnknown, on: "table app.shop",
            "COMMENT ON TABLE app.shop IS '@graph @union(name: \"Host\", field: \"host\", of: [\"name\", \"state\"])'"),
        ProblemCase(
            .foreignKeyUnknown, on: "table app.product",
            "\(product); COMMENT ON TABLE app.product IS '@graph @through(from: \"shop_id\", to: \"id\")'"),
        ProblemCase(.graphEmpty, on: "database", "COMMENT ON TABLE app.shop IS NULL"),
        ProblemCase(
            .scopesConflict, on: "foreign key app.x.x_product",
            """
            \(product); ALTER TABLE app.product ADD UNIQUE (tenant_id, shop_id, id);
            CREATE TABLE app.x (tenant_id bigint NOT NULL, id bigint NOT NULL, shop_id bigint, product_id bigint, PRIMARY KEY (tenant_id, id),
              CONSTRAINT x_product FOREIGN KEY (tenant_id, shop_id, product_id) REFERENCES app.product (tenant_id, shop_id, id));
            CREATE INDEX ON app.x (tenant_id, shop_id, product_id); SELECT app.guard('app.x'); COMMENT ON TABLE app.x IS '@graph';
            COMMENT ON COLUMN app.x.shop_id IS '@scope(read: "a")'; COMMENT ON COLUMN app.x.product_id IS '@scope(read: "b")'
            """),
    ]
}
