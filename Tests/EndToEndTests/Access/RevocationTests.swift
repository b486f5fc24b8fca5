import Foundation
import Postgres
import Testing

@Suite("What is revoked stops on every gateway within two seconds, whatever is lost", .serialized)
struct RevocationTests {
    /// Everything that ends a token, as SQL over the token's, app's and grant's ids.
    enum Ending: String, CaseIterable, Sendable {
        case token, parent, grant, app, tenant

        var undo: String? { self == .tenant ? "SELECT souk.enable_tenant(1)" : nil }
    }

    private static let query = "{ campaigns(first: 1) { totalCount } }"

    @Test("On a gateway that hears and on one whose notifications never come", arguments: Ending.allCases)
    func ends(ending: Ending) async throws {
        let ground = try await AccessGround.make(gateways: 1)
        let before = try await listeners(ground)
        let deaf = AccessGround(
            database: ground.database, superuser: ground.superuser,
            gateways: ground.gateways + [try await RunningSouk.start(on: ground.database)])
        let pid = try #require(try await listeners(ground, atLeast: before.count + 1).subtracting(before).first)
        // The server's process that would hand notifications on does not run: they are lost as in a network that swallows them.
        #expect(kill(pid, SIGSTOP) == 0)
        defer { kill(pid, SIGCONT) }

        let (app, _) = try await ground.app("Ended by \(ending)", secret: nil)
        let grant = try await ground.value("SELECT souk.grant_app(1, $1::bigint, 7, '{campaigns:read}', 'test')", [app])
        let parent = try await ground.token("partner", "merchants => '{7}', scopes => '{campaigns:read}', app => \(app)")
        let child = try await ground.token("partner", "merchants => '{7}', scopes => '{campaigns:read}', app => \(app)")
        try await ground.superuser.query("UPDATE souk.token SET parent_id = \(parent.id) WHERE id = \(child.id)")

        // Long enough for what is remembered to be confirmed more than once.
        for _ in 0..<3 {
            for index in 0...1 { #expect(try await deaf.gateways[index].ask(Self.query, token: child.text).status == 200) }
            try await Task.sleep(for: .milliseconds(600))
        }
        let sql =
            switch ending {
            case .token: "SELECT souk.revoke_token(\(child.id))"
            case .parent: "SELECT souk.revoke_token(\(parent.id))"
            case .grant: "SELECT souk.withdraw_grant(1, \(grant))"
            case .app: "SELECT souk.set_app_status(1, \(app), 'disabled')"
            case .tenant: "SELECT souk.disable_tenant(1)"
            }
        try await ground.superuser.query(sql)
        let start = ContinuousClock.now
        for index in 0...1 {
            // When the last request that was still answered had begun: its own time is not the gateway's delay.
            var waited = Duration.zero
            var begun = ContinuousClock.now
            while try await deaf.gateways[index].ask(Self.query, token: child.text).status == 200 {
                waited = begun - start
                try #require(waited < .seconds(20), "gateway \(index) goes on")
                try await Task.sleep(for: .milliseconds(20))
                begun = .now
            }
            #expect(waited < .seconds(2), "gateway \(index) took \(waited)")
            #expect(try await deaf.gateways[index].ask(Self.query, token: child.text).status == 401)
        }
        if let undo = ending.undo { try await ground.superuser.query(undo) }
    }

    @Test("Last use is on record without a word per request")
    func lastUse() async throws {
        let ground = try await AccessGround.make()
        let token = try await ground.token("operator")
        for _ in 0..<20 { _ = try await ground.gateways[0].ask("{ merchants(first: 1) { totalCount } }", token: token.text) }
        ground.gateways[0].terminate()
        #expect(try await ground.gateways[0].ended() == 0)
        #expect(try await ground.value("SELECT last_used_at > now() - interval '1 minute' FROM souk.token WHERE id = \(token.id)") == "t")
    }

    /// The server's processes that hand notifications on in this database.
    private func listeners(_ ground: AccessGround, atLeast count: Int = 0) async throws -> Set<pid_t> {
        for _ in 0..<100 {
            let pids = try await ground.value(
                "SELECT string_agg(pid::text, ' ') FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN \"souk_access\"%'"
            )
            let found = Set(pids.split(separator: " ").compactMap { pid_t($0) })
            if found.count >= max(count, 1) { return found }
            try await Task.sleep(for: .milliseconds(50))
        }
        return []
    }
}
