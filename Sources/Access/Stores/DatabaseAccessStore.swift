import GraphModel
import JSON
package import NIOCore
package import Postgres
import PostgresTypes

/// Tokens and tenants as the gateway's own schema keeps them, through functions that answer for one exact digest or name.
package struct DatabaseAccessStore: TokenStore, TenantStore {
    private let pool: ConnectionPool
    private let timeout: TimeAmount

    /// - Parameter timeout: how long an answer is waited for.
    package init(_ pool: ConnectionPool, timeout: TimeAmount = .seconds(2)) {
        self.pool = pool
        self.timeout = timeout
    }

    package func token(digest: [UInt8]) async throws -> TokenRecord? {
        guard let row = try await row(Self.findToken, digest), let tenant = row.integer("tenant_id"),
            case .string(let tenantName)? = row["tenant_name"], case .string(let roleName)? = row["role"],
            let role = Role(rawValue: roleName)
        else { return nil }
        return TokenRecord(
            tenant: tenant, tenantName: tenantName, role: role, subject: row.text("subject"),
            merchants: row.list("merchants")?.compactMap(\.integer) ?? [], scopes: row.list("scopes")?.compactMap(\.text),
            expiresAt: row.text("expires_at").flatMap(Double.init))
    }

    package func tenant(_ reference: TenantReference) async throws -> Tenant? {
        let row =
            switch reference {
            case .id(let id): try await row(Self.findTenantByID, Array(String(id).utf8))
            case .name(let name): try await row(Self.findTenantByName, Array(name.utf8))
            case .host(let host): try await row(Self.findTenantByHost, Array(host.utf8))
            }
        guard let row, let id = row.integer("id"), let name = row.text("name") else { return nil }
        return Tenant(id: id, name: name, allowsVisitors: row["visitors_allowed"] == .bool(true))
    }

    private static let findToken = Statement(
        sql: """
            SELECT json_build_object('tenant_id', tenant_id, 'tenant_name', tenant_name, 'role', role, 'subject', subject,
              'merchants', merchants, 'scopes', scopes, 'expires_at', extract(epoch FROM expires_at)::text)::text
            FROM souk.find_token($1)
            """, parameterTypes: [17])
    private static let findTenantByID = Statement(
        sql: "SELECT row_to_json(t)::text FROM souk.tenant_by_id($1::bigint) t", parameterTypes: [TypeOID.text])
    private static let findTenantByName = Statement(
        sql: "SELECT row_to_json(t)::text FROM souk.tenant_named($1) t", parameterTypes: [TypeOID.text])
    private static let findTenantByHost = Statement(
        sql: "SELECT row_to_json(t)::text FROM souk.find_tenant($1, '') t", parameterTypes: [TypeOID.text])

    /// The one row that a statement gives for a value, as a JSON object; nil when there is none.
    private func row(_ statement: Statement, _ value: [UInt8]) async throws -> JSONValue? {
        let batch = Batch(.cheapRead, [BoundStatement(statement, [value])])
        let nobody = SessionContext(tenant: "", role: "")
        let results = try await pool.run(batch, in: nobody, deadline: .now() + timeout)
        // A cell lies in memory of the result, which could be let go of before the cell is read.
        return try withExtendedLifetime(results) {
            try results.first?.cell(row: 0, column: 0).map { try JSONParser.parse($0) }
        }
    }
}

extension JSONValue {
    fileprivate var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    fileprivate var integer: Int64? {
        if case .number(let text) = self { Int64(text) } else { nil }
    }

    fileprivate func text(_ key: String) -> String? { self[key]?.text }
    fileprivate func integer(_ key: String) -> Int64? { self[key]?.integer }

    fileprivate func list(_ key: String) -> [JSONValue]? {
        if case .array(let items)? = self[key] { items } else { nil }
    }
}
