import Foundation
import Migrations
import Testing

@Suite("Reading migration folders")
struct MigrationSetTests {
    @Test("Files come by number within each folder, folders in the order they were named")
    func order() throws {
        let folder = try TemporaryFolder()
        try folder.write("SELECT 1", to: "system/0002_b.sql")
        try folder.write("SELECT 2", to: "system/0001_a.sql")
        try folder.write("SELECT 3", to: "system/0010_c.sql")
        try folder.write("SELECT 4", to: "graph/0001_a.sql")
        try folder.write("not a migration", to: "graph/README.md")
        let set = try MigrationSet.load(folders: [folder.path + "/system", folder.path + "/graph/"])
        #expect(set.files.map(\.id.description) == ["system/0001", "system/0002", "system/0010", "graph/0001"])
        #expect(set.folders == ["system", "graph"])
        #expect(set.files[0].name == "a")
    }

    @Test("The digest is the SHA-256 of the file's bytes")
    func digest() throws {
        let folder = try TemporaryFolder()
        try folder.write("abc", to: "m/1_a.sql")
        let set = try MigrationSet.load(folders: [folder.path + "/m"])
        #expect(set.files[0].digest == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test(
        "Only the exact mark on the first line takes a file out of its transaction",
        arguments: [
            ("-- souk: no-transaction\nSELECT 1", false),
            ("-- souk: no-transaction  \r\nSELECT 1", false),
            ("-- souk: no-transaction", false),
            ("-- souk: no-transactions\nSELECT 1", true),
            ("\n-- souk: no-transaction\nSELECT 1", true),
            ("SELECT 1", true),
            ("", true),
        ])
    func mark(sql: String, runsInTransaction: Bool) throws {
        let folder = try TemporaryFolder()
        try folder.write(sql, to: "m/1_a.sql")
        #expect(try MigrationSet.load(folders: [folder.path + "/m"]).files[0].runsInTransaction == runsInTransaction)
    }

    @Test(
        "A name that is no migration's is a problem",
        arguments: ["a.sql", "0001.sql", "0001_.sql", "_a.sql", "x1_a.sql", "0_a.sql", "0001_a b.sql", "1234567890_a.sql", "١_a.sql"])
    func badName(name: String) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("", to: "m/" + name)
        #expect(throws: MigrationError.problems([.badName(path: path)])) { try MigrationSet.load(folders: [folder.path + "/m"]) }
    }

    @Test("All problems of all folders are told at once")
    func problems() throws {
        let folder = try TemporaryFolder()
        let first = try folder.write("", to: "m/1_a.sql")
        let second = try folder.write("", to: "m/01_b.sql")
        let again = folder.path + "/other/m"
        try folder.write("", to: "other/m/1_a.sql")
        let error = #expect(throws: MigrationError.self) {
            try MigrationSet.load(folders: [folder.path + "/m", again, folder.path + "/nowhere"])
        }
        #expect(
            error
                == .problems([
                    .numberTwice(number: 1, paths: [second, first]),
                    .folderTwice(name: "m", path: again),
                    .unreadable(path: folder.path + "/nowhere"),
                ]))
    }

    @Test("Bytes that are not UTF-8 are refused rather than mended")
    func notUTF8() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("", to: "m/1_a.sql")
        try Data([0x53, 0xFF]).write(to: URL(filePath: path))
        #expect(throws: MigrationError.problems([.unreadable(path: path)])) { try MigrationSet.load(folders: [folder.path + "/m"]) }
    }
}
