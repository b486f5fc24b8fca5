import Foundation
import Testing

@testable import souk

@Suite("souk graphql")
struct CorpusTests {
    /// The one case where we are convinced that the specification says otherwise than the corpus.
    ///
    /// It gives the literal `None` where a string is expected and wants the message to quote `null`, which is how the implementation
    /// that it was taken from writes its own null. But §2.10.6 (September 2025) says:
    ///
    /// > EnumValue : Name but not `true` or `false` or `null`
    /// >
    /// > Enum values are represented as unquoted names
    ///
    /// and §2.10.5: "Null values are represented as the keyword `null`." So `None` is an enum value, is quoted as it was written, and
    /// all else about the answer is as the corpus has it.
    private static let deviation = "value_from_ast/value_from_ast/coerces_input_objects_according_to_input_coercion_rules#2"

    @Test("agrees with the conformance corpus to the character", .enabled(if: Conformance.canRun, "needs ../shared"))
    func agrees() throws {
        let report = try Conformance.run()
        let failing = report.split(separator: "\n").filter { $0.hasPrefix("FAIL ") }.map { $0.dropFirst(5).prefix { $0 != "[" } }
        let names = failing.map { $0.trimmingCharacters(in: .whitespaces) }
        #expect(report.contains("levels: "), "the runner gave no count: \(report)")
        #expect(names == ["coercion utilities/" + Self.deviation])
    }

    @Test("agrees in all but one word where the specification says otherwise", .enabled(if: Conformance.canRun, "needs ../shared"))
    func deviates() throws {
        let report = try Conformance.run(["--level", "shape", "--name", Self.deviation])
        #expect(!report.contains("FAIL "))
        #expect(report.contains("1 passed, 0 failed"), "\(report)")
    }

    @Test("an enum value is quoted as it was written")
    func quotes() throws {
        let request =
            #"{"op": "execute", "schema": "type Query { f(a: String): Int }", "query": "{ f(a: None) n: f(a: null) }", "data": {}}"#
        var engine = GraphQLEngine()
        let answer = String(decoding: engine.answer(request), as: UTF8.self)
        #expect(answer.contains(#"String cannot represent a non string value: None"#))
        #expect(!answer.contains("value: null"))
    }

    @Test(
        "answers what it cannot read by the id that it has",
        arguments: [
            (#"{"id": 8, "op": "parse", "source": "\ud800"}"#, "8"), (#" {"id":"a\"b", "op": "parse", "source": "\ud800"}"#, #""a\"b""#),
            (#"{"variables": {"id": 7}, "id": 1, "op": "\ud800"}"#, "null"), (#"{"id": 1.5, "op": "\ud800"}"#, "null"),
            (#"{"id": {"#, "null"), ("nonsense", "null"),
            (#"{"id": 9, "op": "execute", "data": "# + String(repeating: "[", count: 250) + String(repeating: "]", count: 250) + "}", "9"),
        ])
    func unreadable(line: String, id: String) {
        var engine = GraphQLEngine()
        #expect(String(decoding: engine.answer(line), as: UTF8.self) == "{\"id\":\(id),\"unsupported\":true}\n")
    }
}

/// The corpus and its runner, which lie beside the package; `SOUK_SHARED` says where if they lie elsewhere.
private enum Conformance {
    static let folder: URL = {
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let shared = ProcessInfo.processInfo.environment["SOUK_SHARED"].map { URL(fileURLWithPath: $0) }
        return (shared ?? package.deletingLastPathComponent().appendingPathComponent("shared")).appendingPathComponent("conformance")
    }()

    /// The program, which is built next to the tests.
    static let program = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent("souk")

    static let canRun =
        FileManager.default.fileExists(atPath: folder.appendingPathComponent("run_corpus.py").path)
        && FileManager.default.isExecutableFile(atPath: "/usr/bin/env") && FileManager.default.isExecutableFile(atPath: program.path)

    /// What the runner prints.
    static func run(_ options: [String] = []) throws -> String {
        let corpus = folder.appendingPathComponent("corpus")
        let files = try FileManager.default.contentsOfDirectory(atPath: corpus.path).filter { $0.hasSuffix(".jsonl") }.sorted()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
            ["python3", folder.appendingPathComponent("run_corpus.py").path, "--cmd", "'\(program.path)' graphql"] + options
            + files.map { corpus.appendingPathComponent($0).path }
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}
