import Migrations
import Testing

@Suite("Comparing files with the history")
struct MigrationPlanTests {
    @Test("What has not run is pending, in the order of the folders and the numbers")
    func pending() throws {
        let plan = try MigrationPlan.make(applied: [record("system", 1), record("graph", 1)], available: set)
        #expect(plan.pending.map(\.id.description) == ["system/0002", "graph/0002"])
    }

    @Test("Nothing is pending when all has run")
    func nothingPending() throws {
        let all = [record("system", 1), record("system", 2), record("graph", 1), record("graph", 2)]
        #expect(try MigrationPlan.make(applied: all, available: set).pending.isEmpty)
    }

    @Test("Folders that are not asked about do not matter")
    func otherFolders() throws {
        let plan = try MigrationPlan.make(applied: [record("elsewhere", 9, finished: false)], available: set)
        #expect(plan.pending.count == 4)
    }

    @Test("A changed file, a missing one, one out of order and one half done are all named, and nothing is planned")
    func problems() throws {
        let applied = [
            record("system", 1, digest: "other"), record("system", 3), record("graph", 1), record("graph", 2, finished: false),
        ]
        let error = #expect(throws: MigrationError.self) { try MigrationPlan.make(applied: applied, available: set) }
        #expect(
            error
                == .problems([
                    .changed(file("system", 1)),
                    .outOfOrder(file("system", 2), after: record("system", 3)),
                    .missing(record("system", 3)),
                    .halfDone(record("graph", 2, finished: false)),
                ]))
        for name in ["graph/0002", "system/0001_a.sql", "system/0003_a.sql", "system/0002_a.sql"] {
            #expect(error?.description.contains(name) == true)
        }
    }

    private let set = MigrationSet(
        files: [file("system", 1), file("system", 2), file("graph", 1), file("graph", 2)], folders: ["system", "graph"])
}

private func file(_ folder: String, _ number: Int) -> MigrationFile {
    let id = MigrationID(folder: folder, number: number)
    return MigrationFile(id: id, name: "a", path: "sql/\(id)_a.sql", sql: "SELECT 1", digest: "same", runsInTransaction: true)
}

private func record(_ folder: String, _ number: Int, digest: String = "same", finished: Bool = true) -> MigrationRecord {
    MigrationRecord(id: MigrationID(folder: folder, number: number), name: "a", digest: digest, finished: finished)
}
