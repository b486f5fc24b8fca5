import Migrations
import Testing

@testable import souk

@Suite("Advice on locks")
struct LockAdviceTests {
    private static let table = LiveTable(rows: 1_000_000, bytes: 400_000_000, indexBytes: 400_000_000)

    private static func locked(
        _ mode: LockMode, isScanned: Bool = true, isRewritten: Bool = false, _ changes: [TableChange] = []
    ) -> TableEffect {
        TableEffect(table: "t", lock: mode, held: mode, isScanned: isScanned, isRewritten: isRewritten, changes: changes)
    }

    private func report(_ effects: [TableEffect], inTransaction: Bool = true, smallBytes: Int64 = 16_000_000) -> PlanReport {
        let file = MigrationFile(
            id: MigrationID(folder: "m", number: 1), name: "a", path: "m/0001_a.sql", sql: "", digest: "", runsInTransaction: inTransaction)
        let statements = effects.enumerated().map { place, effect in
            RehearsedStatement(sql: "S", line: place + 1, runsOutsideTransaction: false, effects: [effect])
        }
        let files = [RehearsedFile(file: file, statements: statements)]
        let tables = ["t": Self.table]
        return PlanReport(
            files: files, tables: tables, differences: [], hadGraph: true,
            findings: LockAdvice(tables: tables, smallBytes: smallBytes).findings(on: files))
    }

    @Test(
        "Each way to make others wait has its own, and what makes nobody wait has none",
        arguments: [
            (locked(.share, [.indexAdded("i")]), ["INDEX_BLOCKS_WRITES"]),
            (locked(.shareUpdateExclusive, [.indexAdded("i")]), []),
            (locked(.shareRowExclusive, [.constraintAdded("k", .foreignKey)]), ["FOREIGN_KEY_CHECKED_AT_ONCE"]),
            (locked(.accessExclusive, isScanned: false, [.constraintAddedUnchecked("k", .foreignKey)]), []),
            (locked(.shareUpdateExclusive, [.constraintValidated("k")]), []),
            (locked(.accessExclusive, [.constraintAdded("k", .check)]), ["CHECK_CHECKED_AT_ONCE"]),
            (locked(.accessExclusive, [.constraintAdded("k", .unique), .indexAdded("k")]), ["KEY_BUILT_UNDER_LOCK"]),
            (locked(.accessExclusive, isScanned: false, [.constraintAdded("k", .unique)]), []),
            (locked(.accessExclusive, [.columnNotNull("c")]), ["NOT_NULL_CHECKED_AT_ONCE"]),
            (locked(.accessExclusive, isScanned: false, [.columnNotNull("c")]), []),
            (locked(.accessExclusive, isRewritten: true, [.columnRetyped("c", from: "int", to: "text")]), ["TYPE_CHANGE_REWRITES"]),
            (locked(.accessExclusive, isScanned: false, [.columnRetyped("c", from: "varchar(1)", to: "text")]), []),
            (locked(.accessExclusive, isRewritten: true, [.columnAdded("c")]), ["DEFAULT_REWRITES"]),
            (locked(.accessExclusive, isScanned: false, [.columnAdded("c")]), []),
            (locked(.accessExclusive, isRewritten: true), ["TABLE_REWRITTEN"]),
            (locked(.rowExclusive), ["ROWS_CHANGED_AT_ONCE"]),
            (locked(.accessShare), []),
            (locked(.accessExclusive, isScanned: false, [.columnDropped("c")]), ["COLUMN_DROPPED"]),
            (locked(.accessExclusive, isScanned: false, [.dropped]), ["TABLE_DROPPED"]),
        ])
    func advised(effect: TableEffect, codes: [String]) {
        #expect(report([effect]).findings.map(\.code) == codes)
    }

    @Test("A small table is locked without a word, and its columns are not dropped without one")
    func small() {
        let effects = [Self.locked(.share, [.indexAdded("i")]), Self.locked(.accessExclusive, [.columnDropped("c")])]
        #expect(report(effects, smallBytes: 400_000_001).findings.map(\.code) == ["COLUMN_DROPPED"])
        #expect(report(effects, smallBytes: 400_000_000).findings.map(\.code) == ["INDEX_BLOCKS_WRITES", "COLUMN_DROPPED"])
    }

    @Test("Others wait from a lock to the end of its transaction, by the work that is left")
    func waits() {
        let effects = [
            Self.locked(.accessExclusive, isScanned: false, [.columnAdded("c")]), Self.locked(.accessExclusive, isRewritten: true),
            TableEffect(table: "t", held: .accessExclusive, isScanned: true),
        ]
        let whole = report(effects)
        #expect(whole.waits(for: whole.files[0]) == [PlanReport.Wait(table: "t", waiting: .everybody, duration: .seconds(22))])
        let pieces = report(effects, inTransaction: false)
        #expect(pieces.waits(for: pieces.files[0]).map(\.duration) == [.seconds(0)])
        #expect(whole.text.contains("t (1,000,000 rows, 400 MB): ACCESS EXCLUSIVE, reads and writes wait; written again, about 20.0 s"))
    }
}
