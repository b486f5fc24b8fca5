import Access
import Foundation
import JSON
import Postgres

/// A tenant of the demo with the tokens that ask in it.
struct DemoTenant: Hashable {
    let id: Int64
    let name: String
    var tokens: [String]

    /// The tenants of a file that `souk demo` wrote, with their buyers' tokens.
    static func read(_ path: String, _ connection: AdminConnection) async throws -> [DemoTenant] {
        guard let data = FileManager.default.contents(atPath: path), let json = try? JSONParser.parse([UInt8](data)),
            case .array(let members)? = json["tenants"]
        else { throw BenchError("\(path) is not a file that souk demo wrote.") }
        let rows = try await connection.query("SELECT name, id FROM souk.tenant")
        var ids: [String: Int64] = [:]
        for row in 0..<rows.rowCount {
            if let name = rows.text(row: row, column: 0), let id = rows.text(row: row, column: 1) { ids[name] = Int64(id) }
        }
        return try members.map { member in
            guard case .string(let name)? = member["name"], case .string(let token)? = member["tokens"]?["buyer"], let id = ids[name] else {
                throw BenchError("\(path) names a tenant that the database does not have.")
            }
            return DemoTenant(id: id, name: name, tokens: [token])
        }
    }
    /// The tenant asked by so many of its buyers, each with a token of an hour that is made for it.
    func asked(byBuyers count: Int, _ connection: AdminConnection) async throws -> DemoTenant {
        guard count > 1 else { return self }
        var tenant = self
        tenant.tokens = []
        for buyer in 1...count {
            let token = OpaqueToken.generate()
            _ = try await connection.query(
                "SELECT souk.issue_token(decode($1, 'hex'), 'souk_bench', $2::bigint, 'buyer', $3, expires_at => now() + interval '1 hour')",
                [token.digest.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined(), String(id), String(buyer)])
            tenant.tokens.append(token.text)
        }
        return tenant
    }
}
