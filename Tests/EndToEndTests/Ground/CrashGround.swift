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

    /// Kills a backend of the gateway with SIGKILL, which has the server restart all of them.
    private func killBackend() async throws {
        while true {
            // The server may be recovering from the kill before.
            guard let connection = try? await AdminConnection.connect(database) else {
                try await Task.sleep(for: .milliseconds(50))
                continue
            }
            let pid = try? await connection.query(
                """
                SELECT pid FROM pg_stat_activity
                WHERE usename = 'souk_gateway' AND application_name <> 'souk catalog' ORDER BY random() LIMIT 1
                """
            ).text(row: 0, column: 0)
            await connection.close()
            guard let number = pid.flatMap({ pid_t($0) }) else {
                try await Task.sleep(for: .milliseconds(50))
                continue
            }
            #expect(Glibc.kill(number, SIGKILL) == 0)
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
