import Access
import ArgumentParser
import Crypto
import Execution
import Foundation
import Gateway
import GraphModel
import Logging
import NIOCore
import Planning
import Postgres

/// Where the gateway listens.
struct ListeningOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The address to listen on. (SOUK_HOST, 127.0.0.1)"))
    var host: String?

    @Option(help: ArgumentHelp("The port to listen on; 0 takes a free one. (SOUK_PORT, 8080)"))
    var port: Int?

    @Option(
        help: ArgumentHelp(
            "A port for /metrics alone, in the clear; without one, /metrics is on the port of clients, for this machine only. (SOUK_METRICS_PORT)",
            valueName: "port"))
    var metricsPort: Int?

    @Option(help: ArgumentHelp("The address that the port of /metrics listens on. (SOUK_METRICS_HOST, 127.0.0.1)", valueName: "host"))
    var metricsHost: String?

    @Option(help: ArgumentHelp("Certificate chain in PEM; serves HTTPS. (SOUK_TLS_CERTIFICATE)", valueName: "path"))
    var tlsCertificate: String?

    @Option(help: ArgumentHelp("The certificate's private key in PEM. (SOUK_TLS_KEY)", valueName: "path"))
    var tlsKey: String?

    @Option(
        help: ArgumentHelp(
            "How clients reach this gateway, such as https://souk.example: what apps are told of it. (SOUK_PUBLIC_URL, the host asked for)",
            valueName: "url"))
    var publicURL: String?

    @Option(
        help: ArgumentHelp(
            "Origins whose pages may read answers, with commas; * for all. (SOUK_CORS_ORIGINS, none)", valueName: "origins"))
    var corsOrigins: String?

    @Flag(help: "Status codes as clients of older drafts of GraphQL over HTTP expect them. (SOUK_LEGACY_STATUS_CODES)")
    var legacyStatusCodes = false

    @Option(
        help: ArgumentHelp("Which requests have a line in the log: none, failures, all. (SOUK_ACCESS_LOG, failures)", valueName: "which"))
    var accessLog: String?

    @Option(
        help: ArgumentHelp(
            "How many proxies stand before the gateway that add to X-Forwarded-For whom they are asked by: visitors' rate limits go by the address. (SOUK_PROXIES, 0)",
            valueName: "count"))
    var proxies: Int?

    @Flag(help: "Let several gateways listen on the same port; the system shares connections out. (SOUK_REUSE_PORT)")
    var reusePort = false

    /// The public address without a slash at its end; nil when it was not said.
    func publicAddress() throws -> String? {
        guard let url = publicURL ?? Environment.value("SOUK_PUBLIC_URL") else { return nil }
        guard url.hasPrefix("https://") || url.hasPrefix("http://"), !url.contains(where: { "?# ".contains($0) }) else {
            throw CommandError("--public-url is an address such as https://souk.example.")
        }
        return url.hasSuffix("/") ? String(url.dropLast()) : url
    }

    private func metricsAddress() throws -> GatewayConfiguration.MetricsAddress? {
        let host = metricsHost ?? Environment.value("SOUK_METRICS_HOST")
        guard let port = try metricsPort ?? Environment.number("SOUK_METRICS_PORT") else {
            guard host == nil else { throw CommandError("--metrics-host needs --metrics-port.") }
            return nil
        }
        return GatewayConfiguration.MetricsAddress(host: host ?? "127.0.0.1", port: port)
    }

    func configuration() throws -> GatewayConfiguration {
        var configuration = GatewayConfiguration()
        configuration.host = host ?? Environment.value("SOUK_HOST") ?? "127.0.0.1"
        configuration.port = try port ?? Environment.number("SOUK_PORT") ?? 8080
        configuration.metrics = try metricsAddress()
        switch (tlsCertificate ?? Environment.value("SOUK_TLS_CERTIFICATE"), tlsKey ?? Environment.value("SOUK_TLS_KEY")) {
        case (let certificate?, let key?):
            configuration.tls = GatewayConfiguration.TLSFiles(certificateChain: certificate, privateKey: key)
        case (nil, nil): break
        default: throw CommandError("--tls-certificate and --tls-key go together.")
        }
        if let origins = corsOrigins ?? Environment.value("SOUK_CORS_ORIGINS") {
            let names = origins.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
            for name in names where names != ["*"] && !CORSPolicy.isOrigin(name) {
                throw CommandError(
                    "--cors-origins: '\(name)' is no origin as browsers send it, such as https://shop.example or http://localhost:5173.")
            }
            configuration.cors = CORSPolicy(origins: names == ["*"] ? .any : .only(Set(names)))
        }
        if legacyStatusCodes || Environment.flag("SOUK_LEGACY_STATUS_CODES") { configuration.statuses = .legacy }
        if let name = accessLog ?? Environment.value("SOUK_ACCESS_LOG") {
            guard let log = GatewayConfiguration.AccessLog(rawValue: name) else {
                throw CommandError("--access-log is none, failures or all, not \(name).")
            }
            configuration.accessLog = log
        }
        configuration.proxies = try proxies ?? Environment.number("SOUK_PROXIES") ?? 0
        guard (0...16).contains(configuration.proxies) else { throw CommandError("--proxies is from 0 to 16.") }
        configuration.reusesPort = reusePort || Environment.flag("SOUK_REUSE_PORT")
        return configuration
    }
}

/// Which part of the database is the graph, and how tenants are told apart in it.
struct GraphOptionGroup: ParsableArguments {
    @Option(help: ArgumentHelp("Schemas to read, with commas; all but the system's when not said. (SOUK_SCHEMAS)", valueName: "names"))
    var schemas: String?

    @Option(help: ArgumentHelp("column: each table of a tenant has a tenant column. none: one tenant. (SOUK_TENANCY, column)"))
    var tenancy: String?

    @Flag(help: "Show every table and column, with or without @graph: any existing database as it is. (SOUK_EXPOSE_ALL)")
    var exposeAll = false

    /// Whether the database is one tenant's alone, whose rows everybody who connects may see.
    var isSingleTenant: Bool { (tenancy ?? Environment.value("SOUK_TENANCY")) == Tenancy.none.rawValue }

    func schemaNames() -> [String]? {
        (schemas ?? Environment.value("SOUK_SCHEMAS"))?.split(separator: ",").map {
            $0.trimmingCharacters(in: .whitespaces)
        }
    }

    func options() throws -> GraphOptions {
        let name = tenancy ?? Environment.value("SOUK_TENANCY") ?? Tenancy.column.rawValue
        guard let tenancy = Tenancy(rawValue: name) else { throw CommandError("--tenancy is column or none, not \(name).") }
        let exposeAll = exposeAll || Environment.flag("SOUK_EXPOSE_ALL")
        guard tenancy == .none || !exposeAll else { throw CommandError("--expose-all needs --tenancy none.") }
        return GraphOptions(tenancy: tenancy, exposeAll: exposeAll)
    }
}

/// How viewers prove who they are.
struct TokenOptions: ParsableArguments {
    @Option(help: ArgumentHelp("A file with the shared secret of HS256 tokens. (SOUK_JWT_SECRET_FILE)", valueName: "path"))
    var jwtSecretFile: String?

    @Option(help: ArgumentHelp("A JSON Web Key Set in a file. (SOUK_JWKS_FILE)", valueName: "path"))
    var jwksFile: String?

    @Option(help: ArgumentHelp("Where a JSON Web Key Set is fetched, and fetched again. (SOUK_JWKS_URL)", valueName: "url"))
    var jwksURL: String?

    @Option(help: ArgumentHelp("The issuer that tokens must name. (SOUK_JWT_ISSUER)"))
    var jwtIssuer: String?

    @Option(help: ArgumentHelp("The audience that tokens must name. (SOUK_JWT_AUDIENCE)"))
    var jwtAudience: String?

    /// Where keys come from; none means that no JWT is accepted.
    func keySources() -> [KeySource] {
        var sources: [KeySource] = []
        if let path = jwtSecretFile ?? Environment.value("SOUK_JWT_SECRET_FILE") { sources.append(.secretFile(path)) }
        if let path = jwksFile ?? Environment.value("SOUK_JWKS_FILE") { sources.append(.jwksFile(path)) }
        if let url = jwksURL ?? Environment.value("SOUK_JWKS_URL") { sources.append(.jwksURL(url)) }
        return sources
    }

    func policy() -> JWTPolicy {
        JWTPolicy(
            issuers: (jwtIssuer ?? Environment.value("SOUK_JWT_ISSUER")).map { [$0] },
            audiences: (jwtAudience ?? Environment.value("SOUK_JWT_AUDIENCE")).map { [$0] })
    }
}

/// How much the gateway takes of the machine and of the database.
struct TuningOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Event loops; as many as cores when not said. (SOUK_THREADS)"))
    var threads: Int?

    @Option(help: ArgumentHelp("Connections for each event loop at the most, beside two for tokens. (SOUK_CONNECTIONS, 4)"))
    var connections: Int?

    @Option(
        help: ArgumentHelp(
            "The most that PostgreSQL is told of its plans for lists: free (nothing), nestedLoops, or once (one plan for all values). On Citus, free. (SOUK_PLANNING, once)"
        ))
    var planning: String?

    @Option(
        help: ArgumentHelp(
            "A file with the secret that seals cursors: 32 bytes or more, the same for all gateways of a deployment. (SOUK_SECRET_FILE)",
            valueName: "path"))
    var secretFile: String?

    @Option(
        help: ArgumentHelp(
            "Answers that may read more rows than this leave while their rows still come; others are made whole. (SOUK_STREAM_BEYOND, 1000)",
            valueName: "rows"))
    var streamBeyond: Int?

    @Flag(help: "Leave what the database wants done now and then to other gateways. (SOUK_NO_CHORES)")
    var noChores = false

    var leavesChores: Bool { noChores || Environment.flag("SOUK_NO_CHORES") }

    func threadCount() throws -> Int {
        let count = try threads ?? Environment.number("SOUK_THREADS") ?? System.coreCount
        guard (1...256).contains(count) else { throw CommandError("--threads is from 1 to 256.") }
        return count
    }

    func connectionCount() throws -> Int {
        let count = try connections ?? Environment.number("SOUK_CONNECTIONS") ?? 4
        guard (1...100).contains(count) else { throw CommandError("--connections is from 1 to 100.") }
        return count
    }

    func statementPlanning() throws -> StatementPlanning {
        guard let name = planning ?? Environment.value("SOUK_PLANNING") else { return .once }
        guard let planning = StatementPlanning(name: name) else {
            throw CommandError("--planning is one of \(StatementPlanning.allCases.map(\.name).joined(separator: ", ")).")
        }
        return planning
    }

    func streaming() throws -> StreamingSettings {
        let rows = try streamBeyond ?? Environment.number("SOUK_STREAM_BEYOND") ?? StreamingSettings().rowsBeyond
        guard rows >= 0 else { throw CommandError("--stream-beyond is a number of rows, 0 or more.") }
        return StreamingSettings(rowsBeyond: rows)
    }

    /// What seals cursors. Without a secret file they hold until this process ends, and for no other gateway.
    func cursorSeal(logger: Logger) throws -> CursorSeal {
        guard let path = secretFile ?? Environment.value("SOUK_SECRET_FILE") else {
            logger.notice("no --secret-file: cursors end with this process")
            return CursorSeal(secret: SymmetricKey(size: .bits256))
        }
        guard let secret = FileManager.default.contents(atPath: path), secret.count >= 32 else {
            throw CommandError("\(path) cannot be read as a secret of 32 bytes or more.")
        }
        return CursorSeal(secret: SymmetricKey(data: secret))
    }
}
