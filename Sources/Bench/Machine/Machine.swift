import Foundation
import Glibc
import Postgres

/// On what the figures were taken: versions and settings that change them.
struct Machine {
    let lines: [(String, String)]

    static func describe(_ connection: AdminConnection, notes: [(String, String)]) async throws -> Machine {
        var name = utsname()
        uname(&name)
        let kernel = withUnsafeBytes(of: &name.release) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        let processor = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?
            .split(separator: "\n").first { $0.hasPrefix("model name") }?.split(separator: ":").last.map {
                $0.trimmingCharacters(in: .whitespaces)
            }
        func ask(_ sql: String) async throws -> String { try await connection.query(sql).text(row: 0, column: 0) ?? "" }
        let settings = try await ask(
            "SELECT string_agg(name || '=' || current_setting(name), ' ' ORDER BY name) FROM pg_settings "
                + "WHERE name IN ('shared_buffers', 'random_page_cost', 'max_connections', 'fsync', 'jit')")
        let rows = try await ask(
            "SELECT to_char(sum(n_live_tup), 'FM999,999,999') FROM pg_stat_user_tables WHERE schemaname = 'market'")
        return Machine(
            lines: [
                ("machine", "\(ProcessInfo.processInfo.activeProcessorCount) cores, \(processor ?? "unknown processor"), Linux \(kernel)"),
                ("PostgreSQL", "\(try await ask("SHOW server_version")), \(settings)"),
                ("data", "the demo, \(rows) rows, \(try await ask("SELECT pg_size_pretty(pg_database_size(current_database()))"))"),
            ] + notes)
    }
}
