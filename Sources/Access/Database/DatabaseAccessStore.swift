import GraphModel
import JSON
import NIOCore
package import Postgres
import Synchronization

/// Tokens and tenants as the database knows them.
///
/// It asks through the gateway's own pools, under a context that names no tenant: the functions it calls answer for one exact digest,
/// name, host or id, and for nothing else.
package final class DatabaseAccessStore: TokenStore, TenantStore {
    private let pools: [ConnectionPool]
    private let turn = Atomic(0)

    /// - Parameter pools: taken in turn; there must be at least one.
    package init(pools: [ConnectionPool]) {
        precondition(!pools.isEmpty, "a store needs a pool to ask")
        self.pools = pools
    }

    package func token(digest: [UInt8]) async throws -> TokenRecord? {
        let rows = try await ask(BoundStatement(AccessStatements.token, [digest]))
        guard rows.rowCount > 0 else { return nil }
        guard let tenant = rows.text(row: 0, column: 0).flatMap({ Int64($0) }), let tenantName = rows.text(row: 0, column: 1),
            let role = rows.text(row: 0, column: 2).flatMap(Role.init(rawValue:))
        else { throw UnreadableRow() }
        return TokenRecord(
            tenant: tenant, tenantName: tenantName, role: role, subject: rows.text(row: 0, column: 3),
            merchants: try Self.list(rows.text(row: 0, column: 4)).map { merchant in
                guard case .number(let text) = merchant, let id = Int64(text) else { throw UnreadableRow() }
                return id
            },
            scopes: try rows.text(row: 0, column: 5).map { text in
                try Self.list(text).map { scope in
                    guard case .string(let text) = scope else { throw UnreadableRow() }
                    return text
                }
            },
            expiresAt: rows.text(row: 0, column: 6).flatMap { Double($0) })
    }

    package func tenant(_ reference: TenantReference) async throws -> Tenant? {
        let statement =
            switch reference {
            case .id(let id): BoundStatement(AccessStatements.tenantByID, [Array(String(id).utf8)])
            case .name(let name): BoundStatement(AccessStatements.tenantByName, [Array(name.utf8)])
            case .host(let host): BoundStatement(AccessStatements.tenantByHost, [Array(host.utf8)])
            }
        let rows = try await ask(statement)
        guard rows.rowCount > 0 else { return nil }
        guard let id = rows.text(row: 0, column: 0).flatMap({ Int64($0) }), let name = rows.text(row: 0, column: 1) else {
            throw UnreadableRow()
        }
        return Tenant(id: id, name: name, allowsVisitors: rows.text(row: 0, column: 2) == "true")
    }

    private func ask(_ statement: BoundStatement) async throws -> ResultSet {
        let pool = pools[Int(UInt(bitPattern: turn.add(1, ordering: .relaxed).oldValue) % UInt(pools.count))]
        let results = try await pool.run(
            Batch(.cheapRead, [statement]), in: SessionContext(tenant: "", role: Role.anonymous.rawValue), deadline: .now() + .seconds(2))
        guard let rows = results.first else { throw UnreadableRow() }
        return rows
    }

    private static func list(_ text: String?) throws -> [JSONValue] {
        guard let text, case .array(let items) = try JSONParser.parse(Array(text.utf8)) else { throw UnreadableRow() }
        return items
    }

    /// The database's functions and this code disagree: an older or newer `sql/system`.
    private struct UnreadableRow: Error {}
}
