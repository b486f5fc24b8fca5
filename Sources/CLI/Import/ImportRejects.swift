import Foundation

/// What becomes of bad rows: the first ends the import, or each goes to a file with its line and the reason in front, so that
/// it can be mended and imported again.
struct ImportRejects {
    /// The columns in front of the file's own.
    static let columns = ["souk_line", "souk_reason"]

    private let source: String
    private let destination: Destination
    /// How many columns of the file are those of an earlier import, whose rejects it holds.
    private let older: Int
    /// What a dry run found, in the order of the first row of each reason.
    private var found: [(reason: String, firstLine: Int, rows: Int)] = []
    /// Where a reason stands in it: a file may have as many reasons as rows.
    private var places: [String: Int] = [:]

    private enum Destination {
        case none
        case terminal
        case file(FileHandle, path: String)
    }

    /// Opens the file, if rows shall be skipped; what an earlier run of the same import wrote to it stays.
    init(_ settings: ImportSettings, file: ImportFile, header: [String?], resumed: Bool) throws {
        source = file.path
        older = header.starts(with: Self.columns) ? Self.columns.count : 0
        guard settings.onError == .skip else {
            destination = .none
            return
        }
        guard !settings.dryRun else {
            destination = .terminal
            return
        }
        let path = settings.rejects ?? file.path + ".rejects.csv"
        let goesOn = resumed && FileManager.default.fileExists(atPath: path)
        guard goesOn || FileManager.default.createFile(atPath: path, contents: nil), let handle = FileHandle(forWritingAtPath: path) else {
            throw CommandError("\(path) cannot be written.")
        }
        try handle.seekToEnd()
        if !goesOn { try handle.write(contentsOf: Self.line(Self.columns + header.dropFirst(older))) }
        destination = .file(handle, path: path)
    }

    /// Where the rows are; nil when no file was opened.
    var path: String? {
        if case .file(_, let path) = destination { path } else { nil }
    }

    /// Puts a bad row aside. Throws when the first one ends the import.
    mutating func add(_ record: CSVRecord, reason: String) throws {
        switch destination {
        case .none: throw CommandError("\(source), line \(record.line): \(reason)")
        case .terminal:
            if let place = places[reason] {
                found[place].rows += 1
            } else {
                places[reason] = found.count
                found.append((reason, record.line, 1))
            }
        case .file(let handle, _): try handle.write(contentsOf: Self.line([String(record.line), reason] + record.fields.dropFirst(older)))
        }
    }

    /// What a dry run has to tell of bad rows: one line for each reason, however many rows have it.
    var remarks: [String] {
        found.map { reason, line, rows in
            rows == 1
                ? "\(source), line \(line): \(reason)"
                : "\(source), \(ProgressLine.grouped(rows)) rows from line \(line) on: \(reason)"
        }
    }

    private static func line(_ fields: [String?]) -> Data {
        let cells = fields.map { field in
            field.map { "\"" + $0.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\"" } ?? ""
        }
        return Data((cells.joined(separator: ",") + "\n").utf8)
    }
}
