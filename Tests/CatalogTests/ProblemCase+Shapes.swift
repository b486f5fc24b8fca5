import GraphModel

extension ProblemCase {
    private static let lookup = """
        CREATE TABLE app.kind (code text PRIMARY KEY, told text); COMMENT ON TABLE app.kind IS '@enum(name: "Kind", description: "told")';
        ALTER TABLE app.shop ADD kind text REFERENCES app.kind
        """

    private static func json(_ arguments: String, type: String = "jsonb") -> String {
        "ALTER TABLE app.shop ADD place \(type); COMMENT ON COLUMN app.shop.place IS '@json(\(arguments))'"
    }

    static let shapes: [ProblemCase] = [
        ProblemCase(
            .interfaceField, on: "table app.shop", "COMMENT ON TABLE app.shop IS '@graph @interface(name: \"Named\", fields: [\"title\"])'"),
        ProblemCase(.interfaceField, on: "table app.shop", "COMMENT ON TABLE app.shop IS '@graph @interface(name: \"Named\")'"),
        ProblemCase(
            .interfaceField, on: "table app.thing",
            """
            CREATE TABLE app.thing (tenant_id bigint NOT NULL, id bigint NOT NULL, name int, PRIMARY KEY (tenant_id, id));
            SELECT app.guard('app.thing'); COMMENT ON TABLE app.thing IS '@graph @interface(name: "Named")';
            COMMENT ON TABLE app.shop IS '@graph @interface(name: "Named", fields: ["name"])'
            """),
        ProblemCase(
            .typeNameTaken, on: "table app.shop",
            "COMMENT ON TABLE app.shop IS '@graph @interface(name: \"PageInfo\", fields: [\"name\"])'"),
        ProblemCase(.lookupShape, on: "table app.kind", lookup),
        ProblemCase(
            .lookupShape, on: "table app.kind",
            "CREATE TABLE app.kind (code int PRIMARY KEY); INSERT INTO app.kind VALUES (1); COMMENT ON TABLE app.kind IS '@enum(name: \"Kind\")'"
        ),
        ProblemCase(
            .lookupShape, on: "table app.kind",
            """
            CREATE TABLE app.kind (tenant_id bigint, code text PRIMARY KEY); INSERT INTO app.kind VALUES (1, 'a');
            COMMENT ON TABLE app.kind IS '@enum(name: "Kind")'
            """),
        ProblemCase(
            .lookupShape, on: "table app.kind", "\(lookup); INSERT INTO app.kind SELECT 'k' || n FROM generate_series(1, 1001) n"),
        ProblemCase(
            .lookupShape, on: "table app.kind",
            "\(lookup); INSERT INTO app.kind VALUES ('a'); COMMENT ON TABLE app.kind IS '@graph @public @enum(name: \"Kind\")'"),
        ProblemCase(
            .columnUnknown, on: "table app.kind",
            "\(lookup); INSERT INTO app.kind VALUES ('a'); COMMENT ON TABLE app.kind IS '@enum(name: \"Kind\", description: \"said\")'"),
        ProblemCase(.jsonShape, on: "column app.shop.place", json("type: \"type Place { street: String! }\"", type: "text")),
        ProblemCase(.jsonShape, on: "column app.shop.place", json("type: \"type Place {\"")),
        ProblemCase(.jsonShape, on: "column app.shop.place", json("type: \"type Place { street: Street }\"")),
        ProblemCase(.jsonShape, on: "column app.shop.place", json("type: \"type Place { at(n: Int): String }\"")),
        ProblemCase(.jsonShape, on: "column app.shop.place", json("type: \"scalar Place\"")),
        ProblemCase(.jsonShape, on: "column app.shop.place", json("type: \"query { a }\"")),
        ProblemCase(.jsonShape, on: "column app.shop.place", json("as: \"Nowhere\"")),
        ProblemCase(.jsonShape, on: "column app.shop.place", json("type: \"type Place { street: String }\", as: \"[Place\"")),
        ProblemCase(.typeNameTaken, on: "column app.shop.place", json("type: \"type Shop { street: String }\"")),
    ]
}
