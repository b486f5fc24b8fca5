import FoundationEssentials

/// The next numbered file of a folder, before it is written.
package struct MigrationDraft: Sendable, Hashable {
    package let path: String
    /// What the file begins with: what it is for, how it is tried, how it runs.
    package let text: String

    /// A file with the number after the folder's last.
    /// - Throws: `problems`: the folder's own, a name that is no migration's, or one that another file of the folder has.
    package init(named name: String, in folder: String) throws(MigrationError) {
        let set = try MigrationSet.load(folders: [folder])
        let number = (set.files.map(\.id.number).max() ?? 0) + 1
        let folderName = set.folders.first ?? folder
        let path = "\(folder)/\(MigrationID(folder: folderName, number: number).digits)_\(name).sql"
        guard MigrationFileName("\(number)_\(name).sql") != nil else { throw .problems([.badName(path: path)]) }
        if let other = set.files.first(where: { $0.name == name }) { throw .problems([.nameTwice(name: name, path: other.path)]) }
        self.path = path
        text = Self.header(name: name)
    }

    /// Writes the file, unless one of this path came to be in the meantime.
    package func write() throws(MigrationError) {
        do {
            try Data(text.utf8).write(to: URL(filePath: path), options: .withoutOverwriting)
        } catch {
            throw .unwritable(path: path)
        }
    }

    private static func header(name: String) -> String {
        """
        -- \(name.split { $0 == "_" || $0 == "-" }.joined(separator: " ")): say here what changes, and for whom.
        --
        --   souk migrate plan   tries this file on a scratch copy: what changes in the graph for each role and app, which tables are
        --                       locked and for about how long, and what to mend
        --   souk migrate up     runs it, once. A file that ran never changes: what is to be mended goes into the next
        --
        -- All of it is one transaction, with its record. What runs in none, such as CREATE INDEX CONCURRENTLY, has a file of its own,
        -- whose first line is `\(MigrationFile.noTransactionMark)`.
        -- A new table: tenant_id leads its keys, it has a rule (SELECT souk.guard_…), and a comment on itself, with @graph, and on every
        -- column. sql/README.md has a whole one, and every directive.

        """
    }
}
