import Foundation
import Testing

@testable import Migrations

@Suite("Beginning a migration")
struct MigrationDraftTests {
    @Test("The file has the number after the last, runs as it is, and is not written twice")
    func next() throws {
        let folder = try TemporaryFolder()
        try folder.write("SELECT 1", to: "m/0007_seven.sql")
        let draft = try MigrationDraft(named: "add_reviews", in: folder.path + "/m")
        #expect(draft.path == folder.path + "/m/0008_add_reviews.sql")
        #expect(draft.text.hasPrefix("-- add reviews:"))
        try draft.write()
        let set = try MigrationSet.load(folders: [folder.path + "/m"])
        #expect(set.files.map(\.runsInTransaction) == [true, true])
        #expect(SQLStatements.split(draft.text).isEmpty)
        #expect(throws: MigrationError.unwritable(path: draft.path)) { try draft.write() }
        #expect(try MigrationDraft(named: "more", in: folder.path + "/m").path.hasSuffix("/0009_more.sql"))
    }

    @Test("The first file of a folder is number one")
    func first() throws {
        let folder = try TemporaryFolder()
        try folder.write("not a migration", to: "m/README.md")
        #expect(try MigrationDraft(named: "start", in: folder.path + "/m").path.hasSuffix("/m/0001_start.sql"))
    }

    @Test(
        "Names that are taken or are none are refused, and so is a folder whose numbers clash",
        arguments: [("taken", "name-twice"), ("a b", "bad-name"), ("../up", "bad-name"), ("", "bad-name"), ("ä", "bad-name")])
    func refused(name: String, code: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("SELECT 1", to: "m/0001_taken.sql")
        let path = folder.path + "/m"
        #expect(problem { () throws(MigrationError) in _ = try MigrationDraft(named: name, in: path) } == code)
        try folder.write("SELECT 1", to: "m/01_other.sql")
        #expect(problem { () throws(MigrationError) in _ = try MigrationDraft(named: "fine", in: path) } == "number-twice")
    }

    private func problem(_ body: () throws(MigrationError) -> Void) -> String? {
        do {
            try body()
        } catch {
            if case .problems(let problems) = error { return problems.first?.code }
        }
        return nil
    }
}
