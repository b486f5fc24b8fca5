import Access
import Foundation
import JSON
import Postgres
import Synchronization
import TestDatabase
import Testing

/// Transfers between accounts from 32 clients, while gateways and backends of the server are killed. `SOUK_BANK_KILLS` says how often; 20
/// times without it.
@Suite("A bank across crashes", .serialized)
struct BankTests {
    private struct Outcome: Sendable {
        var done: Set<String> = []
        var refused: Set<String> = []
        var wrong: [String] = []
        var isOver = false
    }

    private final class Ledger: Sendable {
        private let outcome = Mutex(Outcome())
        func with<Result: Sendable>(_ body: (inout Outcome) -> Result) -> Result { outcome.withLock { body(&$0) } }
    }

    private static let killCount = ProcessInfo.processInfo.environment["SOUK_BANK_KILLS"].flatMap { Int($0) } ?? 20
    private static let transfersBetweenKills = 40
    private static let (accounts, openingBalance) = (24, 500)

    /// Locks are taken in the order of the transfer, so that two may wait for each other: the server ends one, and the gateway runs it again.
    private static let bank = """
        CREATE TABLE market.account (tenant_id bigint NOT NULL, id bigint NOT NULL, balance bigint NOT NULL CHECK (balance >= 0), PRIMARY KEY (tenant_id, id));
        SELECT souk.guard_members('market.account');
        COMMENT ON TABLE market.account IS 'What somebody has. @graph';
        CREATE TABLE market.booking (tenant_id bigint NOT NULL, id bigint NOT NULL DEFAULT souk.new_id(), account_id bigint NOT NULL, amount bigint NOT NULL,
          memo text NOT NULL, PRIMARY KEY (tenant_id, id), FOREIGN KEY (tenant_id, account_id) REFERENCES market.account);
        SELECT souk.guard_members('market.booking');
        COMMENT ON TABLE market.booking IS 'One side of a transfer. @graph';
        SELECT souk.emit_changes('market.booking');
        CREATE FUNCTION market.transfer(tenant bigint, source bigint, target bigint, amount int, memo text) RETURNS market.account LANGUAGE plpgsql
          SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
        DECLARE
          account market.account;
        BEGIN
          SELECT a.* INTO account FROM market.account a WHERE a.tenant_id = tenant AND a.id = source FOR UPDATE;
          IF account.balance < amount THEN
            PERFORM souk.refuse('INVALID_STATE', 'There is not enough.', 'amount');
          END IF;
          UPDATE market.account a SET balance = a.balance - amount WHERE a.tenant_id = tenant AND a.id = source;
          UPDATE market.account a SET balance = a.balance + amount WHERE a.tenant_id = tenant AND a.id = target;
          INSERT INTO market.booking (tenant_id, account_id, amount, memo) VALUES (tenant, source, -amount, memo), (tenant, target, amount, memo);
          RETURN account;
        END
        $$;
        COMMENT ON FUNCTION market.transfer(bigint, bigint, bigint, int, text) IS
          'Moves an amount. @graph @definer(reason: "accounts are moved by nobody by hand")';
        GRANT EXECUTE ON FUNCTION market.transfer(bigint, bigint, bigint, int, text) TO souk_gateway;
        INSERT INTO market.account SELECT 1, i, \(openingBalance) FROM generate_series(1, \(accounts)) AS i;
        """

    @Test("Sums are zero, no balance is negative, and each transfer is booked once or not at all")
    func transfers() async throws {
        let database = try await MarketDatabase.demo(in: try await TestCluster.start())
        let owner = try await AdminConnection.connect(database.setting("user", to: "souk_migrator"))
        try await owner.execute(script: Self.bank)
        await owner.close()
        let token = OpaqueToken.generate()
        let superuser = try await AdminConnection.connect(database)
        try await superuser.query("ALTER ROLE souk_gateway SET deadlock_timeout = '20ms'")
        _ = try await superuser.query(
            "SELECT souk.issue_token(decode($1, 'hex'), 'souk_test', 1, 'buyer', '5')",
            [token.digest.map { String(format: "%02x", $0) }.joined()])
        await superuser.close()

        let ground = try await CrashGround(database)
        let ledger = Ledger()
        try await withThrowingTaskGroup { tasks in
            for client in 0..<32 {
                tasks.addTask { try await Self.transfer(as: client, token.text, to: ground, ledger) }
            }
            defer { ledger.with { $0.isOver = true } }
            for turn in 0..<Self.killCount {
                let goal = ledger.with { $0.done.count } + Self.transfersBetweenKills
                while ledger.with({ $0.done.count < goal && $0.wrong.isEmpty }) { try await Task.sleep(for: .milliseconds(10)) }
                try await ground.kill(turn: turn)
            }
        }
        try await ground.settle()
        try await audit(database, ledger.with { $0 })
    }

    private static func transfer(as client: Int, _ token: String, to ground: CrashGround, _ ledger: Ledger) async throws {
        var number = 0
        while !ledger.with({ $0.isOver }) {
            let memo = "\(client)-\(number)"
            number += 1
            let (source, step) = (Int.random(in: 1...accounts), Int.random(in: 1..<accounts))
            let target = (source - 1 + step) % accounts + 1
            let query = """
                mutation { transfer(input: {source: "\(source)", target: "\(target)", amount: \(Int.random(in: 1...300)), memo: "\(memo)",
                  idempotencyKey: "\(memo)"}) { account { databaseId } } }
                """
            let answer = try await ground.insist(query, token: token, unlessIn: ["UNAVAILABLE", "TIMEOUT", "CONFLICT"])
            ledger.with { ledger in
                switch answer.code {
                case nil: ledger.done.insert(memo)
                case "INVALID_STATE": ledger.refused.insert(memo)
                default: ledger.wrong.append(answer.text)
                }
            }
        }
    }

    private func audit(_ database: PostgresConfiguration, _ ledger: Outcome) async throws {
        #expect(ledger.wrong.isEmpty, "\(ledger.wrong.prefix(3))")
        #expect(ledger.done.count >= Self.killCount * Self.transfersBetweenKills && !ledger.refused.isEmpty)
        let connection = try await AdminConnection.connect(database)
        func value(_ sql: String) async throws -> String? { try await connection.query(sql).text(row: 0, column: 0) }
        #expect(try await value("SELECT sum(balance) FROM market.account") == "\(Self.accounts * Self.openingBalance)")
        #expect(try await value("SELECT count(*) FROM market.account WHERE balance < 0") == "0")
        #expect(
            try await value(
                """
                SELECT count(*) FROM market.account a WHERE balance <> \(Self.openingBalance)
                  + (SELECT coalesce(sum(amount), 0) FROM market.booking b WHERE b.tenant_id = a.tenant_id AND b.account_id = a.id)
                """) == "0")
        let unbalanced = "SELECT count(*) FROM (SELECT FROM market.booking GROUP BY memo HAVING sum(amount) <> 0 OR count(*) <> 2) m"
        #expect(try await value(unbalanced) == "0")
        let booked = try await connection.query("SELECT DISTINCT memo FROM market.booking")
        #expect(Set((0..<booked.rowCount).compactMap { booked.text(row: $0, column: 0) }) == ledger.done)
        // What is told of it outside: each booking once, each transfer as one set, and nothing of what was undone.
        while try await value("SELECT souk.place_changes()") != "0" {}
        #expect(try await value("SELECT count(*) FROM souk.change WHERE type = 'Booking'") == "\(ledger.done.count * 2)")
        #expect(
            try await value(
                "SELECT count(*) FROM market.booking b WHERE b.id::text NOT IN (SELECT key FROM souk.change WHERE type = 'Booking')")
                == "0")
        #expect(
            try await value("SELECT count(*) || ' ' || max(position) FROM souk.change_set") == "\(ledger.done.count) \(ledger.done.count)")
        await connection.close()
    }
}
