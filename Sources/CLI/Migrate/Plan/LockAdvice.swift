import Migrations

/// What is said of statements that make others wait for long, and of those that throw data away.
struct LockAdvice {
    let tables: [String: LiveTable]
    /// Tables below this size are read and written in a moment.
    let smallBytes: Int64

    func findings(on files: [RehearsedFile]) -> [Finding] {
        files.flatMap { file in
            file.statements.flatMap { statement in
                statement.effects.flatMap { effect in
                    (losses(effect) + waits(effect)).map { code, text, remedy in
                        Finding(.advice, code, on: "\(file.file.id) line \(statement.line), table \(effect.table)", text, remedy: remedy)
                    }
                }
            }
        }
    }

    private typealias Advice = (code: String, text: String, remedy: String)

    private func losses(_ effect: TableEffect) -> [Advice] {
        effect.changes.compactMap { change in
            switch change {
            case .dropped:
                (
                    "TABLE_DROPPED", "Its rows are gone for good.",
                    "Take it out of the graph first, and drop it when nobody has asked for it."
                )
            case .columnDropped(let name):
                (
                    "COLUMN_DROPPED", "The values of \(name) are gone for good.",
                    "Say @deprecated first, then @hidden, and drop it when nobody has asked for it."
                )
            default: nil
            }
        }
    }

    private func waits(_ effect: TableEffect) -> [Advice] {
        guard let table = tables[effect.table], table.bytes >= smallBytes, let held = effect.held else { return [] }
        if effect.isRewritten { return [rewriting(effect)] }
        guard effect.isScanned else { return [] }
        guard held.waiting >= .writes else { return held == .rowExclusive ? [Self.rowsAtOnce] : [] }
        let checks = effect.changes.compactMap(checking)
        // The index of a key is told with the key.
        return checks.isEmpty ? effect.changes.compactMap(indexing) : checks
    }

    private static let rowsAtOnce: Advice = (
        "ROWS_CHANGED_AT_ONCE", "It is read whole and written in one transaction, whose row locks last to its end.",
        "Go in batches, by a chore (souk.add_chore) or by a file without a transaction."
    )

    private func checking(_ change: TableChange) -> Advice? {
        switch change {
        case .constraintAdded(let name, .foreignKey):
            (
                "FOREIGN_KEY_CHECKED_AT_ONCE", "Both tables of \(name) take no writes while every row is checked.",
                "ADD CONSTRAINT … NOT VALID, and VALIDATE CONSTRAINT in the next file, which lets writes through."
            )
        case .constraintAdded(let name, .check):
            (
                "CHECK_CHECKED_AT_ONCE", "Nobody reads or writes while every row is checked for \(name).",
                "ADD CONSTRAINT … NOT VALID, and VALIDATE CONSTRAINT in the next file, which lets writes through."
            )
        case .constraintAdded(let name, .primaryKey), .constraintAdded(let name, .unique):
            (
                "KEY_BUILT_UNDER_LOCK", "Nobody reads or writes while the index of \(name) is built.",
                "CREATE UNIQUE INDEX CONCURRENTLY in a file of its own, then ADD CONSTRAINT … USING INDEX."
            )
        case .constraintAdded(let name, .exclusion):
            (
                "KEY_BUILT_UNDER_LOCK", "Nobody reads or writes while the index of \(name) is built.",
                "PostgreSQL has no other way: choose a quiet hour."
            )
        case .columnNotNull(let name):
            (
                "NOT_NULL_CHECKED_AT_ONCE", "Nobody reads or writes while every row is checked for nulls in \(name).",
                "ADD CONSTRAINT … CHECK (\(name) IS NOT NULL) NOT VALID, validate it in the next file, then SET NOT NULL: it looks no more."
            )
        default: nil
        }
    }

    private func indexing(_ change: TableChange) -> Advice? {
        guard case .indexAdded(let name) = change else { return nil }
        return (
            "INDEX_BLOCKS_WRITES", "The table takes no writes while \(name) is built.",
            "CREATE INDEX CONCURRENTLY, in a file of its own that begins with `\(MigrationFile.noTransactionMark)`."
        )
    }

    private func rewriting(_ effect: TableEffect) -> Advice {
        let way = "Add a column without a default, fill it in batches, and let it take over in a later file."
        for change in effect.changes {
            switch change {
            case .columnRetyped(let name, let from, let to):
                return ("TYPE_CHANGE_REWRITES", "Nobody reads or writes while \(name) becomes \(to) from \(from) in every row.", way)
            case .columnAdded(let name, _):
                return (
                    "DEFAULT_REWRITES",
                    "Nobody reads or writes while \(name) is computed for every row: its default is volatile or stored.",
                    "Add it without a default, SET DEFAULT for new rows, and fill the others in batches."
                )
            default: continue
            }
        }
        return ("TABLE_REWRITTEN", "Nobody reads or writes while it is written again, or emptied.", "Choose a quiet hour.")
    }
}
