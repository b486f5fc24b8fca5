/// Which column gets what, worked out from the file's header, the table and the options. Everything that does not fit is told
/// before the first row is read.
struct ImportMapping: Hashable {
    let table: ImportTable
    let columns: [ImportColumn]
    /// How many fields a row must have.
    let fieldCount: Int

    /// What the options say.
    struct Wishes: Hashable {
        /// Field of the file → columns of the table, each with its kind.
        var fields: [String: [(column: String, kind: ImportKind)]] = [:]
        var constants: [(column: String, value: String)] = []
        var ignored: Set<String> = []

        static func == (left: Self, right: Self) -> Bool { left.fingerprint == right.fingerprint }
        func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }

        /// The same text for the same wishes: an import goes on only under those it began with.
        var fingerprint: String {
            let fields = fields.flatMap { field, columns in columns.map { "\(field)=\($0.column):\($0.kind)" } }.sorted()
            let constants = constants.map { "\($0.column)=\($0.value)" }.sorted()
            return (fields + ["|"] + constants + ["|"] + ignored.sorted()).joined(separator: "\n")
        }
    }

    init(header: [String?], table: ImportTable, tenant: Int64?, wishes: Wishes) throws {
        var columns: [ImportColumn] = []
        var problems: [String] = []

        func add(_ name: String, _ source: ImportColumn.Source) {
            guard let column = table.column(name) else { return problems.append("\(table.name) has no column '\(name)'.") }
            guard column.writable else { return problems.append("\(name) is computed by the database and cannot be given.") }
            guard !columns.contains(where: { $0.name == name }) else { return problems.append("\(name) is given twice.") }
            columns.append(ImportColumn(name: name, type: column.type, source: source))
        }

        if let tenant { add(ImportTable.tenantColumn, .constant(String(tenant))) }
        let rejects = header.starts(with: ImportRejects.columns) ? ImportRejects.columns.count : 0
        for (place, field) in header.enumerated() {
            guard let field, !wishes.ignored.contains(field), place >= rejects || wishes.fields[field] != nil else { continue }
            if let columns = wishes.fields[field] {
                for column in columns { add(column.column, .field(place, column.kind)) }
            } else if table.column(field) != nil {
                add(field, .field(place, .plain))
            } else {
                problems.append(
                    "The file's column '\(field)' has no place in \(table.name): say --map \(field)=COLUMN or --ignore \(field).")
            }
        }
        for constant in wishes.constants { add(constant.column, .constant(constant.value)) }

        let names = Set(header.compactMap(\.self))
        for field in Set(wishes.fields.keys).union(wishes.ignored).subtracting(names).sorted() {
            problems.append("The file has no column '\(field)'.")
        }
        for column in table.columns where column.required && !columns.contains(where: { $0.name == column.name }) {
            problems.append("\(column.name) must be given: map a column of the file to it, or say --set \(column.name)=VALUE.")
        }
        if !columns.contains(where: { if case .field = $0.source { true } else { false } }) {
            problems.append("No column of the file is mapped to one of the table.")
        }
        guard problems.isEmpty else { throw CommandError(problems.joined(separator: "\n")) }
        self.table = table
        self.columns = columns
        fieldCount = header.count
    }
}
