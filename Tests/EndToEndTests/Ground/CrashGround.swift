import Foundation
import NIOCore
import Postgres
import Synchronization
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// A gateway that is killed and started again, and the backends of its database, which are killed too.
final class CrashGround: Sendable {
    private let database: PostgresConfiguration
    private let souk: Mutex<RunningSouk>
    /// The backend that was killed last.
    private let killed = Mutex<pid_t?>(nil)

    init(_ database: PostgresConfiguration) async throws {
        self.database = database
        souk = Mutex(try await RunningSouk.start(on: database))
    }

    /// The gateway that runs at the moment; another one after each kill.
    var current: RunningSouk { souk.withLock { $0 } }

    /// Kills the gateway on even turns, and starts another one; a backend of the server on odd ones.
    func kill(turn: Int) async throws {
        guard turn.isMultiple(of: 2) else { return try await killBackend() }
        current.kill()
        let next = try await RunningSouk.start(on: database)
        souk.withLock { $0 = next }
    }

    /// Asks the server as soon as it answers: it may be recovering from a kill, or about to notice one.
    func ask(_ sql: String) async throws -> ResultSet {
        let end = ContinuousClock.now + .seconds(60)
        while true {
            try #require(ContinuousClock.now < end, "the server does not come back")
            if let connection = try? await AdminConnection.connect(database) {
                let rows = try? await connection.query(sql)
                await connection.close()
                if let rows { return rows }
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    /// Waits until the server has noticed the last kill, which ends all of its sessions, and is there again.
    func settle() async throws {
        guard let pid = killed.withLock({ $0 }) else { return }
        try await eventually { try await ask("SELECT 1 FROM pg_stat_activity WHERE pid = \(pid)").rowCount == 0 }
    }

    /// Kills a backend of the gateway with SIGKILL, which has the server restart all of them.
    private func killBackend() async throws {
        while true {
            let pid = try await ask(
                """
                SELECT pid FROM pg_stat_activity
                WHERE usename = 'souk_gateway' AND application_name <> 'souk catalog' ORDER BY random() LIMIT 1
                """
            ).text(row: 0, column: 0)
            guard let number = pid.flatMap({ pid_t($0) }) else {
                try await Task.sleep(for: .milliseconds(50))
                continue
            }
            #expect(Glibc.kill(number, SIGKILL) == 0)
            killed.withLock { $0 = number }
            return
        }
    }

    /// Sends a write, with its key, until it is acknowledged or refused for good; `lost` are the codes that ask to send it again.
    func insist(_ query: String, token: String, unlessIn lost: Set<String> = ["UNAVAILABLE", "TIMEOUT"]) async throws -> Answer {
        while true {
            let answer = try? await current.ask(query, token: token, patience: .seconds(20)).answer
            if let answer, !lost.contains(answer.code ?? "") { return answer }
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}
