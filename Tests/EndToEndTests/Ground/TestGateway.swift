import Access
import Catalog
import Crypto
import Execution
import Foundation
import GraphModel
import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import JSON
import Logging
import NIOCore
import NIOPosix
import Planning
import Postgres
import TestDatabase

/// The whole gateway below HTTP: the real engine over a real pool, in the gateway's own role, and a superuser beside it who
/// sees everything.
final class TestGateway: Sendable {
    let database: PostgresConfiguration
    let superuser: AdminConnection
    let store: GraphStore
    let engine: Engine
    let pool: ConnectionPool
    private var eventLoop: any EventLoop { pool.eventLoop }
    private let views = AccessViews()

    init(
        _ database: PostgresConfiguration, user: String = "souk_gateway", options: GraphOptions = GraphOptions(),
        settings: PoolSettings = PoolSettings(), streaming: StreamingSettings = StreamingSettings()
    ) async throws {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let configuration = database.setting("user", to: user)
        self.database = database
        superuser = try await AdminConnection.connect(database)
        let store = GraphStore(configuration, options: options, logger: logger)
        let status = await store.load()
        guard status.isReady else { throw NotReady(reason: "\(String(describing: status.failure))") }
        self.store = store
        pool = try ConnectionPool(configuration, settings: settings, on: MultiThreadedEventLoopGroup.singleton.next(), logger: logger)
        let secret = SymmetricKey(data: Array("a secret that all test runs share".utf8))
        engine = Engine(
            graph: { store.current }, database: LoopPools([pool]),
            settings: EngineSettings(cursorSeal: CursorSeal(secret: secret), streaming: streaming), logger: logger)
    }

    struct NotReady: Error { let reason: String }

    /// Asks as the gateway would for one request that came over HTTP.
    func answer(_ request: GraphQLRequest, as principal: Principal) async throws -> Answer {
        let engine = engine
        let eventLoop = eventLoop
        let body: ByteBuffer = await withCheckedContinuation { continuation in
            eventLoop.execute {
                _ = engine.answer(request, as: principal, from: nil, on: eventLoop, deadline: .now() + .seconds(60)) {
                    continuation.resume(returning: $0.body)
                }
            }
        }
        return try Answer(body)
    }

    func answer(_ query: String, _ variables: [JSONMember] = [], as principal: Principal) async throws -> Answer {
        try await answer(GraphQLRequest(query: Source(query), variables: variables), as: principal)
    }

    /// What the gateway would run; nil when it refuses.
    func explain(_ request: GraphQLRequest, as principal: Principal) -> Explanation? {
        try? engine.explain(request, as: principal)
    }

    /// The schema as a viewer sees it.
    func schema(for principal: Principal) throws -> Schema {
        guard let graph = store.current else { throw NotReady(reason: "no graph") }
        return views.view(of: graph, for: principal).schema
    }

    /// One value, seen past all walls.
    func value(_ sql: String, _ parameters: [String?] = []) async throws -> String? {
        try await superuser.query(sql, parameters).text(row: 0, column: 0)
    }

    /// A JSON value that a statement makes, seen past all walls.
    func json(_ sql: String, _ parameters: [String?] = []) async throws -> JSONValue {
        try JSONParser.parse(Array((try await value(sql, parameters) ?? "null").utf8), limits: .init(depth: 64, size: 64 << 20))
    }

    func tenant(_ name: String) async throws -> Int64 {
        guard let id = try await value("SELECT id FROM souk.tenant WHERE name = $1", [name]).flatMap({ Int64($0) }) else {
            throw NotReady(reason: "no tenant \(name)")
        }
        return id
    }
}

/// One answer, read again.
struct Answer: Sendable {
    let json: JSONValue

    init(json: JSONValue) { self.json = json }

    init(_ body: ByteBuffer) throws {
        json = try JSONParser.parse(Array(body.readableBytesView), limits: .init(depth: 64, size: 64 << 20))
    }

    var data: JSONValue? { json["data"] }
    var errors: [JSONValue] { if case .array(let errors)? = json["errors"] { errors } else { [] } }
    /// The first error's code.
    var code: String? { if case .string(let code)? = errors.first?["extensions"]?["code"] { code } else { nil } }
    var text: String { json.canonical }

    /// The value at a path such as `merchants.nodes.0.name`.
    func value(at path: String) -> JSONValue? { data?.value(at: path) }
}
