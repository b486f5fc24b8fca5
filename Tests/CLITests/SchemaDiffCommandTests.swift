import ArgumentParser
import Foundation
import Testing

@testable import souk

@Suite("souk schema diff")
struct SchemaDiffCommandTests {
    /// Runs the command over two texts; returns its exit code.
    private func code(_ before: String, _ after: String) async throws -> Int32 {
        let folder = FileManager.default.temporaryDirectory.appending(path: "souk-diff-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let paths = [folder.appending(path: "before.graphql").path, folder.appending(path: "after.graphql").path]
        for (path, text) in zip(paths, [before, after]) { try Data(text.utf8).write(to: URL(filePath: path)) }
        do {
            try await SchemaCompare.parse(paths).run()
            return 0
        } catch let code as ExitCode {
            return code.rawValue
        }
    }

    @Test(
        "ends with 1 when something breaks, with 0 when nothing does",
        arguments: [
            ("type Query { a: Int b: Int }", "type Query { a: Int }", 1), ("type Query { a: Int }", "type Query { a: Int b: Int }", 0),
            ("enum E { A } type Query { a: E }", "enum E { A B } type Query { a: E }", 0),
            ("type Query { a: Int }", "type Query { a: Int }", 0),
        ] as [(String, String, Int32)])
    func status(before: String, after: String, expected: Int32) async throws {
        #expect(try await code(before, after) == expected)
    }

    @Test("says so when a text is no schema")
    func broken() async {
        await #expect(throws: CommandError.self) { try await code("type Query {", "type Query { a: Int }") }
        await #expect(throws: CommandError.self) { try await SchemaCompare.parse(["/nowhere/before.graphql"]).run() }
    }
}
