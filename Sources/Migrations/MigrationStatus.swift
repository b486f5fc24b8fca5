/// How one migration stands: in the files, in the history, or in both.
package struct MigrationStatus: Sendable, Hashable {
    package let id: MigrationID
    package let name: String
    package let state: State
    /// When it ended, as RFC 3339 in UTC; nil when it has not.
    package let finishedAt: String?

    package enum State: Sendable, Hashable {
        case pending(MigrationFile)
        case applied(MigrationFile)
        case changed(MigrationFile)
        case outOfOrder(MigrationFile, after: MigrationRecord)
        case missing(MigrationRecord)
        case halfDone(MigrationRecord)
    }

    /// A stable word for the state, for tables and scripts.
    package var word: String {
        switch state {
        case .pending: "pending"
        case .applied: "applied"
        default: problem?.code ?? ""
        }
    }

    /// Why nothing may run; nil for what is applied or pending.
    package var problem: MigrationProblem? {
        switch state {
        case .pending, .applied: nil
        case .changed(let file): .changed(file)
        case .outOfOrder(let file, let last): .outOfOrder(file, after: last)
        case .missing(let record): .missing(record)
        case .halfDone(let record): .halfDone(record)
        }
    }

    /// Lays files and history side by side: folders in their order, numbers rising in each.
    /// Records of folders that are not in the set are not looked at.
    package static func compare(applied: [MigrationRecord], available: MigrationSet) -> [MigrationStatus] {
        let files = Dictionary(available.files.map { ($0.id, $0) }) { first, _ in first }
        let records = Dictionary(applied.map { ($0.id, $0) }) { first, _ in first }
        return available.folders.flatMap { folder in
            let last = records.values.filter { $0.id.folder == folder }.max { $0.id < $1.id }
            return Set(files.keys).union(records.keys).filter { $0.folder == folder }.sorted().compactMap { id in
                MigrationStatus(file: files[id], record: records[id], lastOfFolder: last)
            }
        }
    }

    private init?(file: MigrationFile?, record: MigrationRecord?, lastOfFolder last: MigrationRecord?) {
        switch (file, record) {
        case (nil, nil): return nil
        case (_, let record?) where !record.finished: state = .halfDone(record)
        case (nil, let record?): state = .missing(record)
        case (let file?, let record?): state = file.digest == record.digest ? .applied(file) : .changed(file)
        case (let file?, nil):
            if let last, file.id < last.id { state = .outOfOrder(file, after: last) } else { state = .pending(file) }
        }
        guard let id = file?.id ?? record?.id, let name = file?.name ?? record?.name else { return nil }
        self.id = id
        self.name = name
        finishedAt = record?.finishedAt
    }
}
