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

    /// The tenants asked by so many buyers each, with tokens of an hour that are made for them in one statement. A tenant that one buyer asks keeps
    /// the token that it has.
    static func asked(_ tenants: [DemoTenant], byBuyers count: Int, _ connection: AdminConnection) async throws -> [DemoTenant] {
        var asked = tenants
        var lines: [(digest: String, tenant: Int64, buyer: Int)] = []
        for index in asked.indices where count > 1 || asked[index].tokens.isEmpty {
            let tokens = (1...count).map { _ in OpaqueToken.generate() }
            asked[index].tokens = tokens.map(\.text)
            lines += zip(1..., tokens).map { (hexadecimal($1.digest), asked[index].id, $0) }
        }
        func array(_ items: [String]) -> String { "{\(items.joined(separator: ","))}" }
        _ = try await connection.query(
            """
            SELECT count(souk.issue_token(decode(l.digest, 'hex'), 'souk_bench', l.tenant, 'buyer', l.buyer, expires_at => now() + interval '1 hour'))
            FROM unnest($1::text[], $2::bigint[], $3::text[]) AS l (digest, tenant, buyer)
            """, [array(lines.map(\.digest)), array(lines.map { "\($0.tenant)" }), array(lines.map { "\($0.buyer)" })])
        return asked
    }

    private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
