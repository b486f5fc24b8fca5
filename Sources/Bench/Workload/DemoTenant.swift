import Foundation
import JSON
import Postgres

/// A tenant of the demo with the token that asks in it.
struct DemoTenant: Hashable {
    let id: Int64
    let name: String
    let token: String

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
            return DemoTenant(id: id, name: name, token: token)
        }
    }
}
