import GraphModel
package import JSON
package import NIOCore
package import Postgres
import PostgresTypes

/// Tokens and tenants as the gateway's own schema keeps them, through functions that answer for one exact digest or name.
package struct DatabaseAccessStore: TokenStore, TenantStore, AccessLedger, ChangeLedger, ChoreList {
    private let pool: ConnectionPool
    private let timeout: TimeAmount

    /// - Parameter timeout: how long an answer is waited for.
    package init(_ pool: ConnectionPool, timeout: TimeAmount = .seconds(2)) {
        self.pool = pool
        self.timeout = timeout
    }

    package func token(digest: [UInt8]) async throws -> TokenRecord? {
        guard let row = try await row(Self.findToken, digest), let id = row.integer("id"), let tenant = row.integer("tenant_id"),
            case .string(let tenantName)? = row["tenant_name"], case .string(let roleName)? = row["role"],
            let role = Role(rawValue: roleName), let limits = RowLimits(row["limits"] ?? .null)
        else { return nil }
        let rates = try Self.rates(row)
        return TokenRecord(
            id: id, tenant: tenant, tenantName: tenantName, role: role, subject: row.text("subject"),
            merchants: row.list("merchants")?.compactMap(\.integer) ?? [], scopes: row.list("scopes")?.compactMap(\.text),
            limits: limits, expiresAt: row.text("expires_at").flatMap(Double.init), app: row.integer("app_id"), rates: rates)
    }

    package func tenant(_ reference: TenantReference) async throws -> Tenant? {
        let row =
            switch reference {
            case .id(let id): try await row(Self.findTenantByID, Array(String(id).utf8))
            case .name(let name): try await row(Self.findTenantByName, Array(name.utf8))
            case .host(let host): try await row(Self.findTenantByHost, Array(host.utf8))
            }
        guard let row, let id = row.integer("id"), let name = row.text("name") else { return nil }
        return Tenant(id: id, name: name, allowsVisitors: row["visitors_allowed"] == .bool(true), rates: try Self.rates(row))
    }

    /// Who is limited by what is not understood is not let in, and not told that the token is wrong.
    private static func rates(_ row: JSONValue) throws -> RateRecord {
        guard let rates = RateRecord(row["rates"] ?? .null) else { throw AccessError(.unavailable) }
        return rates
    }

    package func changes(since epoch: Int64?) async throws -> AccessChanges {
        guard let row = try await row(Self.readChanges, Array(String(epoch ?? 0).utf8)), let now = row.integer("epoch"),
            let tenants = row.list("tenants")?.compactMap(\.integer)
        else { throw AccessError(.unavailable) }
        // A number that went back is another database's, or an older one's: nobody knows what changed.
        return AccessChanges(epoch: now, tenants: epoch.flatMap { $0 <= now ? Set(tenants) : nil })
    }

    package func touch(_ tokens: [Int64]) async throws {
        let batch = Batch(.mutation, [BoundStatement(Self.touchTokens, [PostgresType.encode(tokens)])])
        _ = try await pool.run(batch, in: SessionContext(tenant: "", role: ""), deadline: .now() + timeout)
    }

    package func placeChanges() async throws {
        let batch = Batch(.mutation, [BoundStatement(Self.placeChanges, [])])
        _ = try await pool.run(batch, in: SessionContext(tenant: "", role: ""), deadline: .now() + timeout)
    }

    package func changes(since positions: [Int64: Int64?]) async throws -> [TenantChange] {
        let followed = Array(positions)
        let values = [PostgresType.encode(followed.map(\.key)), PostgresType.encode(followed.map { $0.value ?? -1 })]
        let batch = Batch(.cheapRead, [BoundStatement(Self.changesFollowed, values)])
        let results = try await pool.run(batch, in: SessionContext(tenant: "", role: ""), deadline: .now() + timeout)
        let found = try withExtendedLifetime(results) { try results.first?.cell(row: 0, column: 0).map { try JSONParser.parse($0) } }
        guard case .array(let rows)? = found else { throw AccessError(.unavailable) }
        return rows.compactMap { row in
            guard let tenant = row.integer("tenant_id"), let position = row.integer("position") else { return nil }
            return TenantChange(tenant: tenant, position: position, types: row.list("types").map { Set($0.compactMap(\.text)) })
        }
    }

    package func claimChore() async throws -> String? {
        try await text(BoundStatement(Self.claimChore, []), within: timeout)
    }

    package func doChore(_ name: String) async throws -> String? {
        try await text(BoundStatement(Self.doChore, [Array(name.utf8)]), within: Self.choreTimeout)
    }

    private func text(_ statement: BoundStatement, within timeout: TimeAmount) async throws -> String? {
        let results = try await pool.run(
            Batch(.mutation, [statement]), in: SessionContext(tenant: "", role: ""), deadline: .now() + timeout)
        return withExtendedLifetime(results) { results.first?.cell(row: 0, column: 0).map { String(decoding: $0, as: UTF8.self) } }
    }

    /// Chores leave a batch for the next time rather than take long.
    private static let choreTimeout = TimeAmount.minutes(5)
    private static let claimChore = Statement(sql: "SELECT souk.claim_chore()", parameterTypes: [])
    private static let doChore = Statement(sql: "SELECT souk.do_chore($1)", parameterTypes: [TypeOID.text])
    private static let placeChanges = Statement(sql: "SELECT souk.place_changes()", parameterTypes: [])
    private static let changesFollowed = Statement(
        sql: "SELECT coalesce(json_agg(c), '[]')::text FROM souk.changes_followed($1, $2) c",
        parameterTypes: [TypeOID.int8Array, TypeOID.int8Array])
    private static let readChanges = Statement(
        sql: "SELECT row_to_json(c)::text FROM souk.access_changes($1::bigint) c", parameterTypes: [TypeOID.text])
    private static let touchTokens = Statement(sql: "SELECT souk.touch_tokens($1)", parameterTypes: [TypeOID.int8Array])
    private static let findToken = Statement(
        sql: """
            SELECT json_build_object('id', id, 'limits', limits, 'tenant_id', tenant_id, 'tenant_name', tenant_name, 'role', role, 'subject', subject,
              'merchants', merchants, 'scopes', scopes, 'expires_at', extract(epoch FROM expires_at)::text, 'app_id', app_id,
              'rates', souk.rates(tenant_id, app_id, id))::text
            FROM souk.find_token($1)
            """, parameterTypes: [17])
    private static let findTenantByID = findTenant(by: "souk.tenant_by_id($1::bigint)")
    private static let findTenantByName = findTenant(by: "souk.tenant_named($1)")
    private static let findTenantByHost = findTenant(by: "souk.find_tenant($1, '')")

    private static func findTenant(by call: String) -> Statement {
        Statement(
            sql: """
                SELECT json_build_object('id', id, 'name', name, 'visitors_allowed', visitors_allowed, 'rates', souk.rates(id))::text FROM \(call)
                """, parameterTypes: [TypeOID.text])
    }

    /// The one row that a statement gives for its values, as a JSON object; nil when there is none.
    private func row(_ statement: Statement, _ values: [UInt8]...) async throws -> JSONValue? {
        let batch = Batch(.cheapRead, [BoundStatement(statement, values)])
        let nobody = SessionContext(tenant: "", role: "")
        let results = try await pool.run(batch, in: nobody, deadline: .now() + timeout)
        // A cell lies in memory of the result, which could be let go of before the cell is read.
        return try withExtendedLifetime(results) {
            try results.first?.cell(row: 0, column: 0).map { try JSONParser.parse($0) }
        }
    }
}

extension RowLimits {
    /// Reads `{"campaign": [17, 18]}` or null; nil for anything else, since limits that are not understood must not be dropped.
    package init?(_ json: JSONValue) {
        var ids: [String: [Int64]] = [:]
        switch json {
        case .null: break
        case .object(let members):
            for member in members {
                guard case .array(let items) = member.value else { return nil }
                let numbers = items.compactMap(\.integer)
                guard numbers.count == items.count, Self.isKind(member.key) else { return nil }
                ids[member.key] = numbers
            }
        default: return nil
        }
        self.init(ids)
    }

    // [a-z][a-z0-9_]*, so that no kind is two in the setting
    private static func isKind(_ text: String) -> Bool {
        text.utf8.first.map { (0x61...0x7A).contains($0) } == true
            && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_") }
    }
}
