import Foundation
import Postgres

/// Runs scripts with pgbench on one database.
struct PGBench {
    /// How many clients, on how many threads.
    struct Setting: Hashable, CustomStringConvertible {
        let clients: Int
        let threads: Int

        var description: String { "-c \(clients) -j \(threads)" }

        /// Commits that wait for the disk together cost it one turn.
        static let writing = [4, 8, 16, 32].map { Setting(clients: $0, threads: 2) }

        static let candidates = [2, 4, 8].flatMap { clients in [1, 2].map { Setting(clients: clients, threads: $0) } }
    }

    private let program: String
    private let databaseURL: String
    private let folder: URL

    /// - Parameter databaseURL: as a role that bypasses row security.
    init(program: String, databaseURL: String) throws {
        self.program = program
        self.databaseURL = databaseURL
        folder = FileManager.default.temporaryDirectory.appending(path: "souk-bench-\(ProcessInfo.processInfo.processIdentifier)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    func run(_ script: PGBenchScript, _ setting: Setting, seconds: Int) throws -> PGBenchResult {
        let file = folder.appending(path: "script.sql")
        try script.text.write(to: file, atomically: true, encoding: .utf8)
        let planning = script.planning.settings.map { " -c \($0.name)=\($0.value)" }.joined()
        let tool = Tool(program, environment: ["PGOPTIONS": "-c timezone=UTC -c jit=off" + planning])
        return try PGBenchResult(
            output: tool.output(of: [
                "--no-vacuum", "--protocol=prepared", "--client=\(setting.clients)", "--jobs=\(setting.threads)", "--time=\(seconds)",
                "--file=\(file.path)", databaseURL,
            ]))
    }

    /// The setting that runs the script fastest.
    func best(
        for script: PGBenchScript, seconds: Int, among candidates: [Setting] = Setting.candidates
    ) throws -> (setting: Setting, perSecond: Double) {
        var best: (setting: Setting, perSecond: Double)?
        for setting in candidates {
            let perSecond = try run(script, setting, seconds: seconds).perSecond
            if perSecond > best?.perSecond ?? 0 { best = (setting, perSecond) }
        }
        guard let best else { throw BenchError("pgbench ran nothing.") }
        return best
    }

    /// Removes the scripts.
    func tidy() { try? FileManager.default.removeItem(at: folder) }
}
