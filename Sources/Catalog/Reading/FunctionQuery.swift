import GraphModel
import Postgres

/// The functions of the schemas that are served whose comment asks to be in the graph, whether or not the role may call them.
struct FunctionQuery {
    let schemas: [String]?

    static let sql = """
        SELECT p.oid, n.nspname, p.proname, p.prokind, p.prorettype, format_type(p.prorettype, -1), p.proretset, p.provolatile, p.proisstrict,
          p.prosecdef, coalesce(array_to_string(p.proconfig, ' ') ~ '(^| )search_path=', false),
          has_schema_privilege(n.oid, 'USAGE') AND has_function_privilege(p.oid, 'EXECUTE'),
          EXISTS (SELECT FROM pg_proc o WHERE o.pronamespace = p.pronamespace AND o.proname = p.proname AND o.oid <> p.oid),
          obj_description(p.oid, 'pg_proc'), p.pronargdefaults,
          coalesce(p.proargnames, '{}'), coalesce(p.proargmodes::text[], '{}'), types.oids,
          ARRAY(SELECT format_type(t.oid, -1) FROM unnest(types.oids) WITH ORDINALITY AS t (oid, position) ORDER BY t.position)
        FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        CROSS JOIN LATERAL (SELECT coalesce(p.proallargtypes, string_to_array(p.proargtypes::text, ' ')::oid[]) AS oids) AS types
        WHERE CASE WHEN $1::text[] IS NULL THEN n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'souk')
            ELSE n.nspname = ANY ($1::text[]) END
          AND obj_description(p.oid, 'pg_proc') ~ '@(graph|guards)\\M'
          AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
        ORDER BY n.nspname, p.proname, p.oid
        """

    func run(on connection: AdminConnection) async throws -> [CatalogSnapshot.Function] {
        try await connection.rows("functions", Self.sql, [schemas.map { ArrayText($0).text }]).map { row in
            guard let kind = Self.kinds[try row.text(3)], let volatility = Self.volatilities[try row.text(7)] else {
                throw CatalogError(part: "functions")
            }
            return CatalogSnapshot.Function(
                oid: try row.oid(0), schema: try row.text(1), name: try row.text(2), kind: kind, parameters: try parameters(of: row),
                returnTypeOID: try row.oid(4), returnSQLType: try row.text(5), returnsSet: try row.bool(6), volatility: volatility,
                isStrict: try row.bool(8), isSecurityDefiner: try row.bool(9), pinsSearchPath: try row.bool(10),
                isExecutable: try row.bool(11), isOverloaded: try row.bool(12), comment: row.optionalText(13))
        }
    }

    /// Names and modes are kept only where some parameter has one; the defaults belong to the last of the inputs.
    private func parameters(of row: CatalogRow) throws(CatalogError) -> [CatalogSnapshot.Function.Parameter] {
        let names = try row.texts(15)
        let modes = try row.texts(16)
        let oids = try row.texts(17)
        let types = try row.texts(18)
        var parameters: [CatalogSnapshot.Function.Parameter] = []
        for (position, oid) in oids.enumerated() {
            guard let oid = UInt32(oid), let mode = Self.modes[modes.isEmpty ? "i" : modes[position]] else {
                throw CatalogError(part: "functions")
            }
            parameters.append(
                CatalogSnapshot.Function.Parameter(
                    name: names.isEmpty ? "" : names[position], mode: mode, typeOID: oid, sqlType: types[position]))
        }
        for position in parameters.indices.filter({ parameters[$0].isInput }).suffix(try row.int(14)) {
            parameters[position].hasDefault = true
        }
        return parameters
    }

    private static let kinds: [String: CatalogSnapshot.Function.Kind] = [
        "f": .function, "p": .procedure, "a": .aggregate, "w": .window,
    ]
    private static let volatilities: [String: CatalogSnapshot.Function.Volatility] = ["i": .immutable, "s": .stable, "v": .volatile]
    private static let modes: [String: CatalogSnapshot.Function.Parameter.Mode] = [
        "i": .in, "o": .out, "b": .inout, "v": .variadic, "t": .table,
    ]
}

extension CatalogSnapshot.Function {
    /// Every type that a call of it deals with.
    var typeOIDs: [UInt32] { parameters.map(\.typeOID) + [returnTypeOID] }
}
