import Migrations

/// What is said of columns that must have a value: the scratch copy is empty and takes them, a table with rows may not.
struct ValueAdvice {
    /// The real tables that have rows.
    let filled: Set<String>

    /// The tables that this can be about.
    static func tables(in files: [RehearsedFile]) -> Set<String> {
        Set(
            files.flatMap(\.statements).flatMap(\.effects).filter { effect in
                effect.changes.contains { change in
                    switch change {
                    case .columnAdded(_, .missing), .columnNotNull: true
                    default: false
                    }
                }
            }.map(\.table))
    }

    func findings(on files: [RehearsedFile]) -> [Finding] {
        var findings: [Finding] = []
        // What the pending files themselves put into rows, as far as they are read until now.
        var written: Set<String> = []
        var added: [String: [String: NewValue]] = [:]
        for file in files {
            for statement in file.statements {
                for effect in statement.effects where filled.contains(effect.table) {
                    let place = "\(file.file.id) line \(statement.line), table \(effect.table)"
                    if effect.writesRows { written.insert(effect.table) }
                    for change in effect.changes {
                        switch change {
                        case .columnAdded(let name, let value):
                            added[effect.table, default: [:]][name] = value
                            if value == .missing { findings.append(Self.refused(name, of: effect.table, at: place)) }
                        case .columnNotNull(let name) where !written.contains(effect.table):
                            switch added[effect.table]?[name] {
                            case .null?: findings.append(Self.refused(name, of: effect.table, at: place))
                            case nil: findings.append(Self.doubted(name, at: place))
                            default: break
                            }
                        default: break
                        }
                    }
                }
            }
        }
        return findings
    }

    private static func refused(_ column: String, of table: String, at place: String) -> Finding {
        Finding(
            .wrong, "NOT_NULL_WITHOUT_VALUE", on: place, "`up` will fail: \(table) has rows, and \(column) is NOT NULL without a DEFAULT.",
            remedy: "Give it a DEFAULT; or add it without NOT NULL, fill it, and SET NOT NULL in a later file.")
    }

    private static func doubted(_ column: String, at place: String) -> Finding {
        Finding(
            .advice, "NOT_NULL_OF_OLD_ROWS", on: place, "`up` fails if a row has no \(column).",
            remedy: "Look for one before: SELECT count(*) FROM … WHERE \(column) IS NULL; and fill it in the file.")
    }
}

extension TableEffect {
    /// Whether the statement wrote rows, rather than the table's shape.
    fileprivate var writesRows: Bool { lock == .rowExclusive || isScanned && changes.isEmpty && !isRewritten }
}
