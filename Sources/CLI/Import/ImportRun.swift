import Postgres

/// One import from the file's first byte to its last.
struct ImportRun {
    let file: ImportFile
    let table: ImportTable
    let tenant: Int64?
    let wishes: ImportMapping.Wishes
    let settings: ImportSettings

    private let connection: AdminConnection
    private let start = ContinuousClock.now
    private var reader: RowReader
    private var loader: ImportLoader?
    private var resumedAt = 0
    private var enteredBefore = 0
    private var bytes = 0
    private var line = ProgressLine(startRows: 0)

    init(
        _ file: ImportFile, into table: ImportTable, tenant: Int64?, wishes: ImportMapping.Wishes, settings: ImportSettings,
        on connection: AdminConnection
    ) {
        self.file = file
        self.table = table
        self.tenant = tenant
        self.wishes = wishes
        self.settings = settings
        self.connection = connection
        reader = RowReader(separator: settings.separator)
    }

    /// What a dry run has to tell of bad rows.
    var remarks: [String] { loader?.rejects.remarks ?? [] }

    /// Reads the file and enters what is not done yet. A dry run does the same within one transaction that is rolled back.
    mutating func perform() async throws -> ImportOutcome {
        defer {
            line.clear()
            for remark in remarks { Terminal.remark(remark) }
        }
        if settings.dryRun { try await connection.query("BEGIN") }
        try await file.read { block in
            bytes += block.count
            try reader.add(block, of: file)
            try await advance(atEnd: false)
            return true
        }
        try reader.finish(file)
        try await advance(atEnd: true)
        guard let loader else { throw CommandError("\(file.path) is empty: it has no header line.") }
        if settings.dryRun {
            try await connection.query("ROLLBACK")
        } else {
            try await loader.progress.finish(connection)
            try await connection.query("ANALYZE \(table.name)")
        }
        return ImportOutcome(
            dry: settings.dryRun, read: loader.progress.done - resumedAt, resumedAt: resumedAt, entered: loader.progress.entered,
            enteredBefore: enteredBefore,
            alreadyThere: loader.progress.done - loader.progress.entered - loader.progress.rejected, rejected: loader.progress.rejected,
            rejectsPath: loader.rejects.path, duration: ContinuousClock.now - start)
    }

    /// Begins with the header, and enters every full chunk.
    private mutating func advance(atEnd: Bool) async throws {
        if let header = reader.takeHeader() { try await begin(header) }
        while let rows = reader.takeChunk(settings.chunk, atEnd: atEnd) {
            try await loader?.load(rows[...])
            line.update(rows: loader?.progress.done ?? 0, fraction: Double(bytes) / Double(max(1, file.size)))
        }
    }

    private mutating func begin(_ header: [String?]) async throws {
        let mapping = try ImportMapping(header: header, table: table, tenant: tenant, wishes: wishes)
        let progress = try await ImportProgress.begin(file, into: table, tenant: tenant, wishes: wishes, connection)
        resumedAt = progress.done
        enteredBefore = progress.entered
        let rejects = try ImportRejects(settings, file: file, header: header, resumed: resumedAt > 0)
        loader = ImportLoader(mapping, from: progress, rejects: rejects, settings: settings, on: connection)
        reader.skip(resumedAt)
        line = ProgressLine(startRows: resumedAt)
    }
}
