import Postgres

/// People's tables at one moment of a transaction: files, scans so far, parts, and the locks that this session holds on them.
struct TablePicture {
    struct Table: Hashable {
        let name: String
        /// Another number means that the table has other files.
        let file: String
        /// How often this session read it from one end to the other and did not report it yet.
        let scans: Int
    }

    /// An index, a constraint or a column.
    struct Part: Hashable {
        let kind: Kind
        let name: String
        /// A column's type.
        let type: String
        /// A constraint that was checked, a column without nulls.
        let isStrict: Bool
        /// Whether a column has a value where none is given.
        let hasDefault: Bool

        enum Kind: Hashable {
            case index, column
            case constraint(ConstraintKind)
        }
    }

    /// What a part is known by, whatever it is called.
    struct PartID: Hashable {
        let table: String
        let kind: Part.Kind
        let number: String
    }

    /// By OID, which renaming does not change.
    var tables: [String: Table] = [:]
    var parts: [PartID: Part] = [:]
    var locks: [String: Set<LockMode>] = [:]

    static func take(_ connection: AdminConnection) async throws(PostgresError) -> TablePicture {
        var picture = TablePicture()
        // Locks first: the questions themselves lock nothing but the catalog.
        for row in try await rows(locksSQL, connection) {
            guard let mode = LockMode(rawValue: row[1]) else { continue }
            picture.locks[row[0], default: []].insert(mode)
        }
        for row in try await rows(tablesSQL, connection) {
            picture.tables[row[0]] = Table(name: row[1], file: row[2], scans: Int(row[3]) ?? 0)
        }
        for row in try await rows(partsSQL, connection) {
            let kind: Part.Kind
            switch row[0] {
            case "index": kind = .index
            case "column": kind = .column
            default:
                guard let constraint = ConstraintKind(rawValue: row[0]) else { continue }
                kind = .constraint(constraint)
            }
            picture.parts[PartID(table: row[1], kind: kind, number: row[2])] = Part(
                kind: kind, name: row[3], type: row[4], isStrict: row[5] == "t",
                hasDefault: row[6] == "t")
        }
        return picture
    }

    private static func rows(_ sql: String, _ connection: AdminConnection) async throws(PostgresError) -> [[String]] {
        let result = try await connection.query(sql)
        return (0..<result.rowCount).map { row in (0..<result.columnCount).map { result.text(row: row, column: $0) ?? "" } }
    }

    private static let people = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND c.relkind IN ('r', 'p', 'm', 'f')"

    private static let locksSQL = """
        SELECT relation, mode FROM pg_locks WHERE locktype = 'relation' AND pid = pg_backend_pid() AND granted
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """

    private static let tablesSQL = """
        SELECT c.oid, format('%I.%I', n.nspname, c.relname), c.relfilenode, pg_stat_get_xact_numscans(c.oid)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE \(people)
        """

    private static let partsSQL = """
        SELECT 'index', i.indrelid, i.indexrelid, x.relname, '', i.indisvalid, false
        FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_class c ON c.oid = i.indrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace WHERE \(people)
        UNION ALL SELECT k.contype::text, k.conrelid, k.oid, k.conname, '', k.convalidated, false
        FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE \(people)
        UNION ALL SELECT 'column', a.attrelid, a.attnum::oid, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
          a.atthasdef OR a.attidentity <> '' OR t.typdefault IS NOT NULL
        FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid JOIN pg_class c ON c.oid = a.attrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE \(people) AND a.attnum > 0 AND NOT a.attisdropped
        """
}
