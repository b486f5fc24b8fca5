import Access
import ArgumentParser
import Foundation
import GraphModel
import JSON
import Postgres

/// As whom a command looks at the graph: described, or as a token says.
struct ViewerOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The tenant, by its name or its id.", valueName: "name"))
    var tenant: String?

    @Option(help: "anonymous, buyer, merchant, partner or operator.")
    var role = "anonymous"

    @Option(help: "The id of the buyer, staff member or app.")
    var subject: String?

    @Option(
        name: [.customLong("merchant"), .customLong("merchants")],
        help: ArgumentHelp("A shop that the viewer acts for; again, or with commas, for more.", valueName: "id"))
    var merchants: [MerchantList] = []

    @Option(
        name: [.customLong("scope"), .customLong("scopes")],
        help: ArgumentHelp(
            "What the viewer may do, such as products:read; again, or with commas, for more. Without any scopes do not limit the viewer, "
                + "unless it is a partner.", valueName: "scope"))
    var scopes: [ScopeList] = []

    @Option(
        name: .customLong("token-file"),
        help: ArgumentHelp("A file with an opaque token: the viewer is whoever holds it. (SOUK_TOKEN_FILE)", valueName: "path"))
    var tokenFile: String?

    /// Whom the options name; a token, and a tenant's name, are looked up in the database.
    /// - Parameter hasTenants: whether the viewer is one of a tenant's.
    func principal(_ database: DatabaseOptions, hasTenants: Bool = true) async throws -> Principal {
        if let path = tokenFile ?? Environment.value("SOUK_TOKEN_FILE") { return try await holder(ofTokenIn: path, database) }
        guard let role = Role(rawValue: role) else { throw CommandError("--role is one of \(Role.allCases.map(\.rawValue)).") }
        return Principal(
            tenant: hasTenants ? try await tenantID(database) : 0, role: role, subject: subject,
            merchants: merchants.flatMap(\.ids), scopes: scopes.names)
    }

    private func tenantID(_ database: DatabaseOptions) async throws -> Int64 {
        guard let tenant else { throw CommandError("--tenant says whose rows the viewer looks at: a name or an id.") }
        if let id = Int64(tenant) { return id }
        let id = try await database.withConnection { connection in
            try await connection.query("SELECT id FROM souk.tenant_named($1)", [tenant]).text(row: 0, column: 0)
        }
        guard let id = id.flatMap({ Int64($0) }) else { throw CommandError("There is no active tenant '\(tenant)'.") }
        return id
    }

    private func holder(ofTokenIn path: String, _ database: DatabaseOptions) async throws -> Principal {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { throw CommandError("\(path) cannot be read.") }
        guard let token = OpaqueToken(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw CommandError("\(path) holds no whole token of Souk's.")
        }
        let found = try await database.withConnection { connection in
            let rows = try await connection.query(
                """
                SELECT tenant_id, role, subject, array_to_string(merchants, ','), array_to_string(scopes, ' '), limits::text
                FROM souk.find_token(decode($1, 'hex'))
                """, [token.digestHex])
            return (0..<6).map { rows.text(row: 0, column: $0) }
        }
        let limits = found[5].flatMap { try? JSONParser.parse(Array($0.utf8)) } ?? .null
        guard let tenant = found[0].flatMap({ Int64($0) }), let role = found[1].flatMap(Role.init), let limits = RowLimits(limits) else {
            throw CommandError("The token in \(path) is unknown, or not in force.")
        }
        return Principal(
            tenant: tenant, role: role, subject: found[2], merchants: found[3]?.split(separator: ",").compactMap { Int64($0) } ?? [],
            scopes: found[4]?.split(separator: " ").map(String.init), limits: limits)
    }
}
