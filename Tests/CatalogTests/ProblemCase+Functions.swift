import GraphModel

extension ProblemCase {
    /// SQL that makes a function `app.f` which asks to be in the graph.
    private static func function(_ signature: String, _ body: String, comment: String = "@graph") -> String {
        "CREATE FUNCTION app.f\(signature) LANGUAGE sql \(body); COMMENT ON FUNCTION app.f IS '\(comment)'"
    }

    /// A function `app.f` with the columns of a keyed set of shops.
    private static func set(_ rows: String, parameters: String = "n int DEFAULT 9", columns: String = "shop_id bigint, rank int") -> String
    {
        function("(\(parameters)) RETURNS TABLE (\(columns))", "STABLE AS 'SELECT 1::bigint, 1'", comment: "@graph @rows(\(rows))")
    }

    /// A mutation `app.g`, and a function `app.f` which guards one.
    private static func guarding(_ comment: String, _ parameters: String = "id bigint", body: String = "STABLE AS") -> String {
        """
        CREATE SCHEMA IF NOT EXISTS souk; CREATE TYPE souk.refusal AS (code text); GRANT USAGE ON SCHEMA souk TO PUBLIC;
        CREATE FUNCTION app.g(shop_id bigint) RETURNS int LANGUAGE sql AS 'SELECT 1'; COMMENT ON FUNCTION app.g IS '@graph';
        \(function("(\(parameters)) RETURNS souk.refusal", "\(body) 'SELECT NULL::souk.refusal'", comment: comment))
        """
    }

    static let functions: [ProblemCase] = [
        ProblemCase(
            .functionVolatile, on: "function app.f",
            function("(shop app.shop) RETURNS int", "AS 'SELECT 1'", comment: "@graph(on: \"shop\", field: \"f\")")),
        // Mutations
        ProblemCase(.functionShape, on: "function app.f", function("() RETURNS SETOF int", "AS 'SELECT 1'")),
        ProblemCase(.functionShape, on: "function app.f", function("() RETURNS record", "AS 'SELECT 1, 2'")),
        ProblemCase(.functionShape, on: "function app.f", function("() RETURNS TABLE (a int, b int)", "AS 'SELECT 1, 2'")),
        ProblemCase(.fieldNameTaken, on: "function app.f", function("(idempotency_key text) RETURNS int", "AS 'SELECT 1'")),
        ProblemCase(
            .tableUnknown, on: "function app.f",
            function("(n bigint) RETURNS int", "AS 'SELECT 1'", comment: "@graph @argument(parameter: \"n\", id: \"nowhere\")")),
        ProblemCase(
            .parameterShape, on: "function app.f",
            function("(n text) RETURNS int", "AS 'SELECT 1'", comment: "@graph @argument(parameter: \"n\", id: \"shop\")")),
        // Rows
        ProblemCase(
            .tableUnknown, on: "function app.f",
            function(
                "(n jsonb) RETURNS int", "AS 'SELECT 1'",
                comment: "@graph @argument(parameter: \"n\", rows: \"nowhere\", columns: [\"name\"])")),
        ProblemCase(
            .columnUnknown, on: "function app.f",
            function(
                "(n jsonb) RETURNS int", "AS 'SELECT 1'",
                comment: "@graph @argument(parameter: \"n\", rows: \"shop\", columns: [\"nonesuch\"])")),
        ProblemCase(
            .parameterShape, on: "function app.f",
            function(
                "(n text) RETURNS int", "AS 'SELECT 1'", comment: "@graph @argument(parameter: \"n\", rows: \"shop\", columns: [\"name\"])"
            )),
        ProblemCase(
            .parameterShape, on: "function app.f",
            function(
                "(n jsonb) RETURNS int", "STABLE AS 'SELECT 1'",
                comment: "@graph @argument(parameter: \"n\", rows: \"shop\", columns: [\"name\"])")),
        ProblemCase(
            .fieldNameTaken, on: "function app.f",
            function(
                "(n jsonb) RETURNS int", "AS 'SELECT 1'",
                comment: "@graph @argument(parameter: \"n\", rows: \"shop\", columns: [\"name\", \"name!\"])")),
        // Documents
        ProblemCase(
            .jsonShape, on: "function app.f",
            function("() RETURNS int", "STABLE AS 'SELECT 1'", comment: "@graph @json(type: \"type Place { street: String }\")")),
        ProblemCase(
            .jsonShape, on: "function app.f",
            function("() RETURNS jsonb", "STABLE AS 'SELECT NULL::jsonb'", comment: "@graph @json(as: \"Nowhere\")")),
        ProblemCase(
            .jsonShape, on: "function app.f",
            function("(OUT a int, OUT b jsonb)", "AS 'SELECT 1, NULL::jsonb'", comment: "@graph @json(column: \"a\", as: \"Nowhere\")")),
        ProblemCase(
            .functionShape, on: "function app.f",
            function("(OUT a int, OUT b jsonb)", "AS 'SELECT 1, NULL::jsonb'", comment: "@graph @json(column: \"c\", as: \"Nowhere\")")),
        ProblemCase(
            .functionShape, on: "function app.f",
            function("() RETURNS SETOF jsonb", "STABLE AS 'SELECT NULL::jsonb'", comment: "@graph @json(type: \"type P { a: Int }\")")),
        ProblemCase(
            .functionShape, on: "function app.f",
            function("() RETURNS app.shop", "STABLE AS 'SELECT NULL::app.shop'", comment: "@graph @json(type: \"type P { a: Int }\")")),
        ProblemCase(
            .functionShape, on: "function app.f",
            function(
                "(OUT a app.shop, OUT b int)", "AS 'SELECT NULL::app.shop, 1'",
                comment: "@graph @json(column: \"a\", type: \"type P { a: Int }\")")),
        ProblemCase(
            .functionShape, on: "function app.f",
            function(
                "(OUT a app.shop[], OUT b int)", "AS 'SELECT NULL::app.shop[], 1'",
                comment: "@graph @json(column: \"a\", type: \"type P { a: Int }\")")),
        ProblemCase(
            .functionShape, on: "function app.f",
            function("() RETURNS app.shop", "AS 'SELECT NULL::app.shop'", comment: "@graph @json(type: \"type P { a: Int }\")")),
        // Guards
        ProblemCase(
            .functionShape, on: "function app.f",
            function("(id bigint) RETURNS boolean", "STABLE AS 'SELECT true'", comment: "@guards(mutation: \"g\", on: \"shop\")")),
        ProblemCase(.functionShape, on: "function app.f", guarding("@graph @guards(mutation: \"g\", on: \"shop\")")),
        ProblemCase(.mutationUnknown, on: "function app.f", guarding("@guards(mutation: \"h\", on: \"shop\")")),
        ProblemCase(.tableUnknown, on: "function app.f", guarding("@guards(mutation: \"g\", on: \"nowhere\")")),
        ProblemCase(
            .fieldNameTaken, on: "function app.f",
            guarding("@guards(mutation: \"g\", on: \"shop\") @guards(mutation: \"g\", on: \"app.shop\")")),
        ProblemCase(.parameterUnknown, on: "function app.f", guarding("@guards(mutation: \"g\", on: \"shop\")", "n int")),
        ProblemCase(.functionVolatile, on: "function app.f", guarding("@guards(mutation: \"g\", on: \"shop\")", body: "AS")),
        ProblemCase(
            .functionNotExecutable, on: "function app.f",
            "\(function("() RETURNS int", "STABLE AS 'SELECT 1'")); REVOKE EXECUTE ON FUNCTION app.f FROM PUBLIC"),
        ProblemCase(
            .definerUndeclared, on: "function app.f",
            function("() RETURNS int", "STABLE SECURITY DEFINER SET search_path = pg_catalog AS 'SELECT 1'")),
        ProblemCase(
            .definerUndeclared, on: "function app.f",
            function("() RETURNS int", "STABLE SECURITY DEFINER AS 'SELECT 1'", comment: "@graph @definer(reason: \"tested\")")),
        ProblemCase(
            .functionShape, on: "function app.f",
            "\(function("() RETURNS int", "STABLE AS 'SELECT 1'")); CREATE FUNCTION app.f(n int) RETURNS int LANGUAGE sql AS 'SELECT 1'"),
        ProblemCase(.functionShape, on: "function app.f", function("(VARIADIC n int[]) RETURNS int", "STABLE AS 'SELECT 1'")),
        ProblemCase(.functionShape, on: "function app.f", function("(n anyelement) RETURNS anyelement", "STABLE AS 'SELECT n'")),
        ProblemCase(.functionShape, on: "function app.f", function("() RETURNS TABLE (a int, b int)", "STABLE AS 'SELECT 1, 2'")),
        ProblemCase(.functionShape, on: "function app.f", function("() RETURNS record", "STABLE AS 'SELECT 1, 2'")),
        ProblemCase(.functionShape, on: "function app.f", function("() RETURNS SETOF int[]", "STABLE AS 'SELECT ARRAY[1]'")),
        ProblemCase(
            .functionShape, on: "function app.f",
            "CREATE TABLE app.secret (id int); \(function("() RETURNS SETOF app.secret", "STABLE AS 'SELECT 1'"))"),
        ProblemCase(
            .functionShape, on: "function app.f",
            function("() RETURNS app.shop", "STABLE AS 'SELECT NULL::app.shop'", comment: "@graph @rows(of: \"shop\", key: [\"id\"])")),
        ProblemCase(
            .functionShape, on: "function app.f",
            "CREATE AGGREGATE app.f(int) (SFUNC = int4pl, STYPE = int); COMMENT ON AGGREGATE app.f(int) IS '@graph'"),
        ProblemCase(.parameterShape, on: "function app.f", function("(tenant_id text) RETURNS int", "STABLE AS 'SELECT 1'")),
        ProblemCase(.parameterShape, on: "function app.f", function("(a int, int) RETURNS int", "STABLE AS 'SELECT 1'")),
        ProblemCase(.parameterShape, on: "function app.f", function("(p point) RETURNS int", "STABLE AS 'SELECT 1'")),
        ProblemCase(.parameterShape, on: "function app.f", function("(shop app.shop) RETURNS int", "STABLE AS 'SELECT 1'")),
        ProblemCase(
            .parameterUnknown, on: "function app.f",
            function("(n int) RETURNS int", "STABLE AS 'SELECT 1'", comment: "@graph(on: \"shop\", field: \"f\")")),
        ProblemCase(
            .parameterUnknown, on: "function app.f",
            function("(n int) RETURNS int", "STABLE AS 'SELECT 1'", comment: "@graph @argument(parameter: \"m\", as: \"n\")")),
        ProblemCase(
            .tableUnknown, on: "function app.f",
            function("(n int) RETURNS int", "STABLE AS 'SELECT 1'", comment: "@graph(on: \"nowhere\")")),
        ProblemCase(
            .fieldNameTaken, on: "function app.f",
            function("(id bigint) RETURNS int", "STABLE AS 'SELECT 1'", comment: "@graph(on: \"shop\", field: \"name\")")),
        ProblemCase(
            .fieldNameTaken, on: "function app.f", function("(\"first\" int) RETURNS SETOF app.shop", "STABLE AS 'SELECT * FROM app.shop'")),
        ProblemCase(.nameImpossible, on: "function app.f", function("(\"数\" int) RETURNS int", "STABLE AS 'SELECT 1'")),
        ProblemCase(.tableUnknown, on: "function app.f", set("of: \"nowhere\", key: [\"shop_id\"]")),
        ProblemCase(.columnUnknown, on: "function app.f", set("of: \"shop\", key: [\"id\"]")),
        ProblemCase(.noKey, on: "function app.f", set("of: \"shop\", key: [\"rank\"]")),
        ProblemCase(.columnUnknown, on: "function app.f", set("of: \"shop\", key: [\"shop_id\"], order: [\"score\"]")),
        ProblemCase(.directiveArgument, on: "function app.f", set("of: \"shop\", key: [\"shop_id\"], order: [\"rank DOWN\"]")),
        ProblemCase(.parameterUnknown, on: "function app.f", set("of: \"shop\", key: [\"shop_id\"], limit: \"m\"")),
        ProblemCase(
            .parameterShape, on: "function app.f", set("of: \"shop\", key: [\"shop_id\"], limit: \"n\"", parameters: "n text")),
        ProblemCase(
            .parameterShape, on: "function app.f",
            set("of: \"shop\", key: [\"shop_id\"], order: [\"rank\"], after: [\"n\"]", parameters: "n int")),
        ProblemCase(
            .columnUnknown, on: "function app.f",
            "\(set("of: \"shop\", key: [\"shop_id\"]")); COMMENT ON FUNCTION app.f IS "
                + "'@graph @rows(of: \"shop\", key: [\"shop_id\"]) @result(column: \"score\", as: \"rank\")'"),
    ]
}
