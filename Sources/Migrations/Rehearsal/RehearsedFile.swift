/// A pending file as it ran on the scratch copy.
package struct RehearsedFile: Sendable, Hashable {
    package let file: MigrationFile
    package let statements: [RehearsedStatement]

    package init(file: MigrationFile, statements: [RehearsedStatement]) {
        self.file = file
        self.statements = statements
    }
}

/// One statement of a file, with what it did to tables that were there before.
package struct RehearsedStatement: Sendable, Hashable {
    package let sql: String
    /// The line of the file it begins on, from 1.
    package let line: Int
    /// True for what refuses to run in a transaction; its locks were let go before anybody could look.
    package let runsOutsideTransaction: Bool
    package let effects: [TableEffect]

    package init(sql: String, line: Int, runsOutsideTransaction: Bool, effects: [TableEffect]) {
        self.sql = sql
        self.line = line
        self.runsOutsideTransaction = runsOutsideTransaction
        self.effects = effects
    }
}
