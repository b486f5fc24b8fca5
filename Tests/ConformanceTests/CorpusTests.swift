import Foundation
import Testing

@Suite("souk graphql")
struct CorpusTests {
    /// Cases that this engine answers otherwise, and why.
    ///
    /// `coerces_input_objects…#2` gives the enum literal `None` where a string is expected, and wants it quoted as `null`, which is how
    /// the implementation that the case was taken from writes its own null. The literal is an enum value and is quoted as one.
    private static let deviations = [
        "coercion utilities/value_from_ast/value_from_ast/coerces_input_objects_according_to_input_coercion_rules#2"
    ]

    @Test("agrees with the conformance corpus to the character", .enabled(if: Conformance.canRun, "needs ../shared"))
    func agrees() throws {
        let report = try Conformance.run()
        let failing = report.split(separator: "\n").filter { $0.hasPrefix("FAIL ") }.map { $0.dropFirst(5).prefix { $0 != "[" } }
        let names = failing.map { $0.trimmingCharacters(in: .whitespaces) }
        #expect(report.contains("levels: "), "the runner gave no count: \(report)")
        #expect(names == Self.deviations)
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
    static func run() throws -> String {
        let corpus = folder.appendingPathComponent("corpus")
        let files = try FileManager.default.contentsOfDirectory(atPath: corpus.path).filter { $0.hasSuffix(".jsonl") }.sorted()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
            ["python3", folder.appendingPathComponent("run_corpus.py").path, "--cmd", "'\(program.path)' graphql"]
            + files.map { corpus.appendingPathComponent($0).path }
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}
