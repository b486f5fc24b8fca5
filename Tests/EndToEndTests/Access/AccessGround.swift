import Access
import AsyncHTTPClient
import Foundation
import JSON
import NIOCore
import NIOHTTP1
import Postgres
import TestDatabase

/// A demo database with two gateways before it, and a superuser who sees past all walls.
struct AccessGround: Sendable {
    let database: PostgresConfiguration
    let superuser: AdminConnection
    let gateways: [RunningSouk]

    /// The tenant `bazaar`, and the shop whose owner the tests act as.
    static let shop = "7"

    /// - Parameter migration: what the migrator runs before the gateways look.
    static func make(gateways count: Int = 1, options: [String] = [], migration: String? = nil) async throws -> AccessGround {
        let database = try await MarketDatabase.demo(in: .shared())
        if let migration {
            let owner = try await AdminConnection.connect(database.setting("user", to: "souk_migrator"))
            try await owner.execute(script: migration)
            await owner.close()
        }
        let superuser = try await AdminConnection.connect(database)
        var gateways: [RunningSouk] = []
        for _ in 0..<count { gateways.append(try await RunningSouk.start(on: database, options: options)) }
        return AccessGround(database: database, superuser: superuser, gateways: gateways)
    }

    func value(_ sql: String, _ parameters: [String?] = []) async throws -> String {
        try await superuser.query(sql, parameters).text(row: 0, column: 0) ?? ""
    }

    /// Issues a token of the first tenant; `rest` are further named arguments of `souk.issue_token`.
    func token(_ role: String, _ rest: String = "subject => NULL") async throws -> (id: String, text: String) {
        let token = OpaqueToken.generate()
        let id = try await value(
            "SELECT souk.issue_token(decode($1, 'hex'), 'souk_test', 1, $2, \(rest))",
            [token.digest.map { String(format: "%02x", $0) }.joined(), role])
        return (id, token.text)
    }

    /// A member of the shop's staff with this duty.
    func staff(_ duty: String = "owner", of shop: String = shop) async throws -> String {
        try await value(
            "SELECT id FROM market.merchant_staff WHERE tenant_id = 1 AND merchant_id = $1::bigint AND duty = $2 AND active LIMIT 1",
            [shop, duty])
    }

    func ownerToken() async throws -> String {
        try await token("merchant", "subject => '\(staff())', merchants => '{\(Self.shop)}'").text
    }

    /// Registers an app; the secret is `nil` for a public one.
    func app(_ name: String, secret: String?, redirect: String = "https://maimai.example/back") async throws -> (id: String, client: String)
    {
        let digest = secret.map { RandomSecret($0).digest.map { String(format: "%02x", $0) }.joined() }
        let id = try await value(
            "SELECT souk.register_app(1, $1, 'MaiMai & Söhne <Ltd>', ARRAY[$2], decode($3, 'hex'))", [name, redirect, digest])
        return (id, try await value("SELECT client_id FROM souk.app WHERE tenant_id = 1 AND id = $1::bigint", [id]))
    }

    struct Reply: Sendable {
        let status: UInt
        let headers: HTTPHeaders
        let text: String
        var json: JSONValue { (try? JSONParser.parse(Array(text.utf8))) ?? .null }
        var error: String? { json["error"]?.string }
        func header(_ name: String) -> String? { headers.first(name: name) }
        /// The query of the address that the browser is sent to.
        var sentBack: [String: String] {
            let items = header("location").flatMap { URLComponents(string: $0)?.queryItems } ?? []
            return Dictionary(items.map { ($0.name, $0.value ?? "") }, uniquingKeysWith: { first, _ in first })
        }
    }

    /// Follows no redirect: where it leads is what tests look at.
    private static let client = HTTPClient(
        eventLoopGroupProvider: .singleton, configuration: HTTPClient.Configuration(redirectConfiguration: .disallow))

    func send(
        _ path: String, form: [String: String]? = nil, headers: [String: String] = [:], to gateway: Int = 0
    ) async throws -> Reply {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(gateways[gateway].port)\(path)")
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let form {
            request.method = .POST
            request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
            request.body = .bytes(Array(Self.encode(form).utf8))
        }
        let response = try await Self.client.execute(request, timeout: .seconds(20))
        let body = try await response.body.collect(upTo: 1 << 20)
        return Reply(status: response.status.code, headers: response.headers, text: String(buffer: body))
    }

    static func encode(_ form: [String: String]) -> String {
        var allowed = CharacterSet.alphanumerics
        allowed.insert(charactersIn: "-._~")
        return form.map { "\($0.key)=\($0.value.addingPercentEncoding(withAllowedCharacters: allowed) ?? "")" }.joined(separator: "&")
    }
}
