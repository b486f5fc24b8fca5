/// Why nothing runs: a disagreement among the files, or between them and the history. Its description names the file.
package enum MigrationProblem: Sendable, Hashable, CustomStringConvertible {
    case unreadable(path: String)
    case badName(path: String)
    case numberTwice(number: Int, paths: [String])
    case nameTwice(name: String, path: String)
    case folderTwice(name: String, path: String)
    case changed(MigrationFile)
    case missing(MigrationRecord)
    case outOfOrder(MigrationFile, after: MigrationRecord)
    case halfDone(MigrationRecord)

    /// A stable name for scripts.
    package var code: String {
        switch self {
        case .unreadable: "unreadable"
        case .badName: "bad-name"
        case .numberTwice: "number-twice"
        case .nameTwice: "name-twice"
        case .folderTwice: "folder-twice"
        case .changed: "changed"
        case .missing: "missing"
        case .outOfOrder: "out-of-order"
        case .halfDone: "half-done"
        }
    }

    package var description: String {
        switch self {
        case .unreadable(let path):
            "\(path) cannot be read as UTF-8 text, or does not exist."
        case .badName(let path):
            "\(path) is not named like a migration: digits, an underscore, a name, and .sql, as in 0001_tenants.sql."
        case .numberTwice(let number, let paths):
            "The number \(number) is given twice: \(paths.joined(separator: " and "))."
        case .nameTwice(let name, let path):
            "\(path) has the name \(name) already. Say what this one does differently."
        case .folderTwice(let name, let path):
            "A folder named \(name) is there twice, the second time as \(path)."
        case .changed(let file):
            "\(file.path) was changed after it ran. Restore it, and put the change into a new file."
        case .missing(let record):
            "\(record.id)_\(record.name).sql has run on this database, and its file is gone."
        case .outOfOrder(let file, let last):
            "\(file.path) has not run, but \(last.id)_\(last.name), which comes after it, has. Give it a higher number."
        case .halfDone(let record):
            "\(record.id)_\(record.name).sql began and did not come to its end. Look at what it left behind. Mend the file, so that it runs on "
                + "what is there, and say `souk migrate settle \(record.id) --again`; `--done` only if all of it is in the database."
        }
    }
}
