import JSON
import Postgres
import PostgresTypes
import TestDatabase
import Testing

/// A database with types of its own, and what reads and writes one value there.
struct TypeDatabase {
    let connection: AdminConnection
    let registry: TypeRegistry

    init() async throws {
        connection = try await AdminConnection.connect(TestCluster.shared().makeDatabase())
        try await connection.execute(
            script: """
                CREATE EXTENSION IF NOT EXISTS citext;
                CREATE TYPE mood AS ENUM ('sad', 'so so', 'happy');
                CREATE DOMAIN positive AS int CHECK (VALUE > 0);
                CREATE TYPE pair AS (a int, b text);
                """)
        registry = TypeRegistry(rows: try await Self.rows(connection))
    }

    private static func rows(_ connection: AdminConnection) async throws -> [TypeRow] {
        let result = try await connection.query(
            """
            SELECT t.oid, t.typname, t.typtype, CASE WHEN t.typcategory = 'A' THEN t.typelem ELSE 0 END, t.typbasetype,
                (SELECT string_agg(enumlabel, '|' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid),
                (SELECT string_agg(attname || ':' || atttypid, '|' ORDER BY attnum) FROM pg_attribute WHERE attrelid = t.typrelid AND attnum > 0)
            FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE n.nspname = 'public'
            """)
        return (0..<result.rowCount).map { row in
            func field(_ column: Int) -> String { result.text(row: row, column: column) ?? "" }
            let element = UInt32(field(3)) ?? 0
            let kind: TypeRow.Kind =
                switch field(2) {
                case "e": .enumeration(labels: field(5).split(separator: "|").map(String.init))
                case "d": .domain(base: UInt32(field(4)) ?? 0)
                case "c":
                    .composite(
                        attributes: field(6).split(separator: "|").map { attribute in
                            let parts = attribute.split(separator: ":")
                            return TypeRow.Attribute(name: String(parts[0]), type: UInt32(parts[1]) ?? 0)
                        })
                default: element == 0 ? .base : .array(element: element)
                }
            return TypeRow(oid: UInt32(field(0)) ?? 0, name: field(1), kind: kind)
        }
    }

    /// What we write for the value of an expression.
    func json(of expression: String) async throws -> String {
        let result = try await connection.query("SELECT \(expression)", format: .binary)
        let cell = try #require(result.cell(row: 0, column: 0))
        var writer = JSONWriter(capacity: 64)
        try registry.type(result.columnType(0)).writeJSON(cell: cell, into: &writer)
        return withExtendedLifetime(result) { writer.withUnsafeBytes { String(decoding: $0, as: UTF8.self) } }
    }

    /// The server's text of what we encode, and of the expression itself.
    func text(of json: String, as expression: String) async throws -> (ours: String?, theirs: String?) {
        let described = try await connection.query("SELECT \(expression), (\(expression))::text", format: .binary)
        let oid = described.columnType(0)
        let parameter = try registry.type(oid).encode(JSONParser.parse([UInt8](json.utf8)))
        let echoed = try await connection.query("SELECT $1::text", types: [oid], binary: [parameter])
        return (echoed.text(row: 0, column: 0), described.text(row: 0, column: 1))
    }
}
