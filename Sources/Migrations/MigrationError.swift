/// Why migrating stopped. Its description is for the operator at the terminal, who may read what the database says.
package enum MigrationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Nothing ran.
    case problems([MigrationProblem])
    /// A file failed; whether its statements were undone depends on `MigrationFile.runsInTransaction`.
    case failed(MigrationFile, reason: String)
    /// A file ended the transaction it ran in, so that it could not be recorded together with what it did.
    case endedTransaction(MigrationFile)
    /// Another runner kept the lock for longer than one was ready to wait.
    case locked(waited: Duration)
    /// The history itself could not be read or written.
    case history(reason: String)
    /// There is no half-done migration of this id.
    case nothingToSettle(MigrationID)
    /// A new file could not be written.
    case unwritable(path: String)
    /// No scratch copy could be made, or entered, by who should.
    case noScratch(maker: String, reason: String)
    /// A scratch copy could not be dropped.
    case scratchRemains(name: String, reason: String)

    /// A stable name for scripts.
    package var code: String {
        switch self {
        case .problems: "problems"
        case .failed: "failed"
        case .endedTransaction: "ended-transaction"
        case .locked: "locked"
        case .history: "history"
        case .nothingToSettle: "nothing-to-settle"
        case .unwritable: "unwritable"
        case .noScratch: "no-scratch"
        case .scratchRemains: "scratch-remains"
        }
    }

    package var description: String {
        switch self {
        case .problems(let problems):
            problems.map(\.description).joined(separator: "\n")
        case .failed(let file, let reason) where file.runsInTransaction:
            "\(file.path) failed and was undone: \(reason)"
        case .failed(let file, let reason):
            "\(file.path) failed; it runs without a transaction, so what it did before remains: \(reason)"
        case .endedTransaction(let file):
            "\(file.path) ends the transaction it runs in. Take COMMIT and ROLLBACK out, or begin it with "
                + "`\(MigrationFile.noTransactionMark)`. What it did is not in the history."
        case .locked(let waited):
            "Another `souk migrate` holds the lock; waited \(waited.components.seconds) s for it."
        case .history(let reason):
            "The migration history cannot be used: \(reason)"
        case .nothingToSettle(let id):
            "\(id) is not half done, nor the last of its folder and settled by --done. What it did is changed by a new file."
        case .unwritable(let path):
            "\(path) cannot be written, or is there already."
        case .noScratch(let maker, let reason):
            """
            No scratch copy could be made by \(maker): \(reason)
            It needs a role that may make databases and act as those that migrate and serve. Once, as a superuser:
              CREATE ROLE souk_planner LOGIN CREATEDB NOINHERIT IN ROLE souk_migrator, souk_gateway;
            Then give its address by --scratch-url or SOUK_SCRATCH_URL. Without a copy: souk migrate plan --files-only
            """
        case .scratchRemains(let name, let reason):
            "The scratch copy could not be dropped: \(reason). Drop it by hand: DROP DATABASE \(name)"
        }
    }
}
