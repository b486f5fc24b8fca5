import Migrations
import Postgres

/// Enters rows, chunk by chunk, each in one transaction with the position it leads to.
struct ImportLoader {
    private let connection: AdminConnection
    private let mapping: ImportMapping
    private let statement: ImportStatement
    private let settings: ImportSettings
    private(set) var rejects: ImportRejects
    private(set) var progress: ImportProgress

    init(
        _ mapping: ImportMapping, from progress: ImportProgress, rejects: ImportRejects, settings: ImportSettings,
        on connection: AdminConnection
    ) {
        self.connection = connection
        self.mapping = mapping
        self.progress = progress
        self.rejects = rejects
        self.settings = settings
        statement = ImportStatement(mapping)
    }

    /// Enters these rows. When the database refuses the chunk because of a value, halves are tried until the bad row stands alone;
    /// the left half comes first, so that the position always says how far the file is done.
    mutating func load(_ rows: ArraySlice<CSVRecord>) async throws {
        guard let first = rows.first else { return }
        if rows.count == 1, first.fields.count != mapping.fieldCount {
            return try await refuse(first, "has \(first.fields.count) fields, the header has \(mapping.fieldCount)")
        }
        if rows.contains(where: { $0.fields.count != mapping.fieldCount }) { return try await loadHalves(rows) }
        do {
            try await enter(rows)
        } catch let error as PostgresError where error.isAboutAValue {
            if rows.count > 1 { return try await loadHalves(rows) }
            try await refuse(first, try await reason(error, first))
        }
    }

    private mutating func loadHalves(_ rows: ArraySlice<CSVRecord>) async throws {
        let middle = rows.startIndex + rows.count / 2
        try await load(rows[..<middle])
        try await load(rows[middle...])
    }

    private mutating func enter(_ rows: ArraySlice<CSVRecord>) async throws {
        let statement = statement
        let start = progress
        progress = try await undoable { connection in
            var next = start
            next.entered += try await connection.query(statement.sql, statement.parameters(rows)).affectedRows
            next.done += rows.count
            try await next.save(connection)
            return next
        }
    }

    private mutating func refuse(_ row: CSVRecord, _ reason: String) async throws {
        guard progress.rejected < settings.mostRejects else {
            throw CommandError(
                "\(settings.mostRejects) rows are bad already, and line \(row.line) is too: \(reason)\nIs the mapping right? --max-rejects allows more."
            )
        }
        try rejects.add(row, reason: reason)
        progress.done += 1
        progress.rejected += 1
        try await progress.save(connection)
    }

    /// Runs `body` so that its failure leaves nothing behind.
    private func undoable<Value>(_ body: (AdminConnection) async throws -> Value) async throws -> Value {
        // A dry run is inside a transaction that will be rolled back: chunks are savepoints of it.
        guard settings.dryRun else { return try await connection.transaction(body) }
        try await connection.query("SAVEPOINT chunk")
        do {
            let value = try await body(connection)
            try await connection.query("RELEASE SAVEPOINT chunk")
            return value
        } catch {
            try await connection.query("ROLLBACK TO SAVEPOINT chunk")
            throw error
        }
    }

    /// Says which column is at fault, where that can be told.
    private func reason(_ error: PostgresError, _ row: CSVRecord) async throws -> String {
        guard error.code == .invalidValue else { return error.forOperator }
        for column in mapping.columns {
            guard case .field(let place, let kind) = column.source, let text = row.fields[place] else { continue }
            do {
                try await undoable { _ = try await $0.query("SELECT \(kind.expression("$1::text", type: column.type))", [text]) }
            } catch let error as PostgresError where error.isAboutAValue {
                return "column \(column.name): \(kind.reason(against: text) ?? error.forOperator)"
            }
        }
        return error.forOperator
    }
}

extension PostgresError {
    /// Whether a row is at fault, rather than the statement, the server or the connection.
    fileprivate var isAboutAValue: Bool {
        switch code {
        case .invalidValue, .uniqueViolation, .foreignKeyViolation, .checkViolation, .notNullViolation, .exclusionViolation, .raised: true
        default: false
        }
    }
}
