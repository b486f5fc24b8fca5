import Crypto
import FoundationEssentials

/// The migrations that folders hold: folders in the order they were named, files by number within each.
package struct MigrationSet: Sendable, Hashable {
    package let files: [MigrationFile]
    /// The names of all folders, also of those that are empty: the part of the history that is compared.
    package let folders: [String]

    /// A set of files that are known already; load(folders:) reads them.
    package init(files: [MigrationFile], folders: [String]) {
        self.files = files
        self.folders = folders
    }

    /// Reads every `.sql` file of these folders. Files of other kinds are left alone.
    ///
    /// Throws all problems of all folders at once: a folder that cannot be read, a name that is no migration's,
    /// a number given twice, two folders of one name, text that is not UTF-8.
    package static func load(folders paths: [String]) throws(MigrationError) -> MigrationSet {
        var files: [MigrationFile] = []
        var folders: [String] = []
        var problems: [MigrationProblem] = []
        for path in paths {
            let folder = folderName(of: path)
            guard !folders.contains(folder) else {
                problems.append(.folderTwice(name: folder, path: path))
                continue
            }
            folders.append(folder)
            files += read(folder: folder, at: path, problems: &problems)
        }
        guard problems.isEmpty else { throw .problems(problems) }
        return MigrationSet(files: files, folders: folders)
    }

    private static func read(folder: String, at path: String, problems: inout [MigrationProblem]) -> [MigrationFile] {
        guard let entries = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            problems.append(.unreadable(path: path))
            return []
        }
        var byNumber: [Int: MigrationFile] = [:]
        for entry in entries.sorted() where entry.hasSuffix(".sql") {
            let filePath = path + "/" + entry
            guard let name = MigrationFileName(entry) else {
                problems.append(.badName(path: filePath))
                continue
            }
            guard let data = FileManager.default.contents(atPath: filePath), let sql = String(validating: data, as: UTF8.self) else {
                problems.append(.unreadable(path: filePath))
                continue
            }
            if let other = byNumber[name.number] {
                problems.append(.numberTwice(number: name.number, paths: [other.path, filePath]))
                continue
            }
            byNumber[name.number] = MigrationFile(
                id: MigrationID(folder: folder, number: name.number),
                name: name.name,
                path: filePath,
                sql: sql,
                digest: SHA256.hash(data: data).hexadecimal,
                runsInTransaction: !sql.startsWithMark)
        }
        return byNumber.values.sorted { $0.id < $1.id }
    }

    private static func folderName(of path: String) -> String {
        let last = path.split(separator: "/").last { $0 != "." }
        return last.map(String.init) ?? path
    }
}

extension String {
    fileprivate var startsWithMark: Bool {
        let firstLine = prefix { !$0.isNewline }
        return firstLine.hasPrefix(MigrationFile.noTransactionMark)
            && firstLine.dropFirst(MigrationFile.noTransactionMark.count).allSatisfy(\.isWhitespace)
    }
}

extension SHA256.Digest {
    fileprivate var hexadecimal: String {
        let digits = Array("0123456789abcdef")
        return reduce(into: "") { text, byte in
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
    }
}
