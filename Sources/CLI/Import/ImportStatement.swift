/// The statement that enters a chunk of rows: one array of texts per field, made into typed columns by the database.
///
/// Arrays rather than COPY into a staging table: one statement, nothing to create or empty between chunks, and the same
/// casts and errors. What the table has already (by any unique key) is left as it is.
struct ImportStatement: Hashable {
    let sql: String
    /// The fields whose arrays the statement takes, in the order of its parameters; constants follow them.
    let fields: [Int]
    let constants: [String]

    init(_ mapping: ImportMapping) {
        var fields: [Int] = []
        var constants: [String] = []
        for column in mapping.columns {
            switch column.source {
            case .field(let place, _): if !fields.contains(place) { fields.append(place) }
            case .constant(let value): constants.append(value)
            }
        }
        var constantNumber = fields.count
        let expressions = mapping.columns.map { column in
            switch column.source {
            case .field(let place, let kind):
                return kind.expression("r.f\(place)", type: column.type)
            case .constant:
                constantNumber += 1
                return "$\(constantNumber)::text::\(column.type)"
            }
        }
        let arrays = fields.indices.map { "$\($0 + 1)::text[]" }.joined(separator: ", ")
        let names = fields.map { "f\($0)" }.joined(separator: ", ")
        sql = """
            INSERT INTO \(mapping.table.name) (\(mapping.columns.map { Self.quoted($0.name) }.joined(separator: ", ")))
            SELECT \(expressions.joined(separator: ", "))
            FROM unnest(\(arrays)) AS r(\(names))
            ON CONFLICT \(Self.identity(of: mapping)) DO NOTHING
            """
        self.fields = fields
        self.constants = constants
    }

    /// What tells that a row is there already: its primary key where it is given, so that another row with one of its other unique keys
    /// is an error; else any unique key.
    private static func identity(of mapping: ImportMapping) -> String {
        let key = mapping.table.key
        let given = mapping.columns.map(\.name)
        guard !key.isEmpty, key.allSatisfy(given.contains) else { return "" }
        return "(\(key.map(quoted).joined(separator: ", ")))"
    }

    /// The parameters for these rows.
    func parameters(_ rows: some Sequence<CSVRecord>) -> [String?] {
        let rows = Array(rows)
        return fields.map { field in arrayLiteral(rows.map { $0.fields[field] }) } + constants
    }

    /// A name as SQL takes it, whatever it holds.
    static func quoted(_ name: String) -> String {
        "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
