import JSON
import Postgres

/// An app as the command line shows it.
struct AppRow: Hashable {
    let id: Int64
    let tenant: String
    let name: String
    let publisher: String?
    let clientID: String
    let isConfidential: Bool
    let redirectURIs: [String]
    let status: String
    let shops: Int
    let createdAt: String

    private static let columns = """
        SELECT a.id, t.name, a.name, a.publisher, a.client_id, a.confidential, array_to_json(a.redirect_uris), a.status,
          (SELECT count(*) FROM souk.app_grant g WHERE g.tenant_id = a.tenant_id AND g.app_id = a.id AND g.withdrawn_at IS NULL),
          to_char(a.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
        FROM souk.app a JOIN souk.tenant t ON t.id = a.tenant_id
        """

    /// The apps of a tenant, or of all, in order of their names.
    static func all(tenant: Int64?, _ connection: AdminConnection) async throws -> [AppRow] {
        rows(
            try await connection.query(
                columns + " WHERE $1::bigint IS NULL OR a.tenant_id = $1::bigint ORDER BY a.tenant_id, a.name", [tenant.map(String.init)]))
    }

    /// The app with this name, id or client id. Throws, in words, when there is none.
    static func named(_ name: String, tenant: Int64, _ connection: AdminConnection) async throws -> AppRow {
        let found = rows(
            try await connection.query(
                columns + " WHERE a.tenant_id = $1::bigint AND $2 IN (a.name, a.id::text, a.client_id) ORDER BY a.name = $2 DESC LIMIT 1",
                [String(tenant), name]))
        guard let app = found.first else {
            throw CommandError("There is no app '\(name)' in this tenant. `souk app list` shows those there are.")
        }
        return app
    }

    private static func rows(_ result: ResultSet) -> [AppRow] {
        (0..<result.rowCount).map { row in
            func text(_ column: Int) -> String { result.text(row: row, column: column) ?? "" }
            let uris = (try? JSONParser.parse(Array(text(6).utf8))) ?? .null
            return AppRow(
                id: Int64(text(0)) ?? 0, tenant: text(1), name: text(2), publisher: result.text(row: row, column: 3), clientID: text(4),
                isConfidential: text(5) == "t", redirectURIs: uris.texts, status: text(7), shops: Int(text(8)) ?? 0, createdAt: text(9))
        }
    }

    /// For programs; with the secret when it is new.
    func json(secret: String? = nil) -> JSONValue {
        var members = [
            JSONMember("id", .string(String(id))), JSONMember("tenant", .string(tenant)), JSONMember("name", .string(name)),
            JSONMember("publisher", .text(publisher)), JSONMember("clientId", .string(clientID)),
            JSONMember("confidential", .bool(isConfidential)), JSONMember("redirectUris", .array(redirectURIs.map(JSONValue.string))),
            JSONMember("status", .string(status)), JSONMember("shops", .integer(shops)), JSONMember("createdAt", .string(createdAt)),
        ]
        if let secret { members.append(JSONMember("clientSecret", .string(secret))) }
        return .object(members)
    }

    /// Prints the app's credentials: the id, and the secret when it is new.
    func printCredentials(secret: String?, as output: OutputOptions) {
        guard !output.json else { return Terminal.print(json(secret: secret)) }
        Terminal.print("client id      \(clientID)")
        guard let secret else { return }
        Terminal.print("client secret  \(secret)")
        Terminal.remark("Keep the secret now: it is not shown again.")
    }
}

extension JSONValue {
    /// The texts of an array.
    var texts: [String] {
        guard case .array(let items) = self else { return [] }
        return items.compactMap { if case .string(let text) = $0 { text } else { nil } }
    }
}

extension [UInt8] {
    /// As hexadecimal digits.
    var hex: String {
        map { byte in String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }.joined()
    }
}
