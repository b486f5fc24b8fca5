import Access
import Catalog
import Crypto
import GraphModel
import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation
import JSON
import Logging
import NIOCore
import Planning
import Postgres
import Synchronization
import TestDatabase

@testable import Execution

/// The demo marketplaces, with a way to answer in which each wall can be left out.
///
/// - Without the mask, operations are judged by the whole schema.
/// - Without predicates, they are planned on a graph of the same catalog in which no table has a rule.
/// - Without row security, they run as a login that may read what the gateway may, and bypasses it.
final class WallGround: Sendable {
    struct Walls: OptionSet, Sendable {
        let rawValue: Int
        static let mask = Walls(rawValue: 1)
        static let predicates = Walls(rawValue: 2)
        static let rowSecurity = Walls(rawValue: 4)
    }

    let gateway: TestGateway
    let tenant: Int64
    let graph: Graph
    /// The same catalog, had nobody declared a rule.
    let ruleless: Graph
    private let views = AccessViews()
    private let rulelessViews = AccessViews()
    private let walled: PlanExecutor
    private let unwalled: PlanExecutor
    private let documents = Mutex<[String: ValidDocument]>([:])

    private init(
        gateway: TestGateway, tenant: Int64, graph: Graph, ruleless: Graph, walled: PlanExecutor, unwalled: PlanExecutor
    ) {
        self.gateway = gateway
        self.tenant = tenant
        self.graph = graph
        self.ruleless = ruleless
        self.walled = walled
        self.unwalled = unwalled
    }

    static let shared = Task { try await WallGround.make() }

    private static func make() async throws -> WallGround {
        let gateway = try await TestGateway(MarketDatabase.demo(in: .shared()))
        try await gateway.superuser.execute(
            script: """
                DO $$ BEGIN CREATE ROLE souk_unwalled LOGIN BYPASSRLS IN ROLE souk_gateway;
                EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
                GRANT CONNECT ON DATABASE \(gateway.database["dbname"] ?? "") TO souk_unwalled;
                """)
        let tenant = try await gateway.tenant("bazaar")
        _ = try await Canary.plant(sparing: tenant, through: gateway.superuser)
        try await CellMarks.plant(in: tenant, through: gateway.superuser)
        // So that the outbox has something too.
        _ = try await gateway.value("UPDATE market.product SET price = price + 1 WHERE id <= 3 RETURNING id")
        _ = try await gateway.value("SELECT souk.place_changes()")
        guard let graph = gateway.store.current else { throw TestGateway.NotReady(reason: "no graph") }
        let reader = try await AdminConnection.connect(gateway.database.setting("user", to: "souk_gateway"))
        var snapshot = try await CatalogReader().read(through: reader)
        await reader.close()
        for index in snapshot.relations.indices {
            snapshot.relations[index].rule = nil
            snapshot.relations[index].rowLimits = []
        }
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let pool = try ConnectionPool(
            gateway.database.setting("user", to: "souk_unwalled"), on: gateway.pool.eventLoop, logger: logger)
        let seal = CursorSeal(secret: SymmetricKey(data: Array("a secret that all test runs share".utf8)))
        func executor(_ pool: ConnectionPool) -> PlanExecutor {
            PlanExecutor(
                database: LoopPools([pool]), seal: seal, presenter: ErrorPresenter(logger: logger), writes: WriteClock(),
                changes: ChangeWatch([], writes: WriteClock()), answerBytes: 16 << 20, streaming: StreamingSettings())
        }
        return WallGround(
            gateway: gateway, tenant: tenant, graph: graph, ruleless: try GraphBuilder.build(snapshot), walled: executor(gateway.pool),
            unwalled: executor(pool))
    }

    /// One viewer of each kind, with names for messages.
    var viewers: [(name: String, principal: Principal)] { Self.viewers(of: tenant, in: graph) }

    static func viewers(of tenant: Int64, in graph: Graph) -> [(name: String, principal: Principal)] {
        let all = graph.knownScopes.sorted()
        func partner(_ scopes: [String], _ limits: [String: [Int64]] = [:]) -> Principal {
            Principal(
                tenant: tenant, role: .partner, subject: "1", merchants: [1, 2], scopes: scopes, limits: RowLimits(limits))
        }
        return [
            ("anonymous", .visitor(of: tenant)),
            ("buyer", Principal(tenant: tenant, role: .buyer, subject: "1")),
            ("buyer with two scopes", Principal(tenant: tenant, role: .buyer, subject: "1", scopes: ["orders:read", "posts:read"])),
            ("merchant", Principal(tenant: tenant, role: .merchant, subject: "1", merchants: [7])),
            ("partner", partner(all)),
            ("partner without scopes", partner([])),
            ("partner with three scopes", partner(["campaigns:read", "orders:read", "products:read"])),
            ("partner of two campaigns", partner(all, ["campaign": [1, 2]])),
            ("operator", Principal(tenant: tenant, role: .operator, subject: "op")),
            ("operator with one scope", Principal(tenant: tenant, role: .operator, subject: "op", scopes: ["orders:read"])),
        ]
    }

    /// Answers with these walls only; nil where the operation is refused before it is planned.
    func answer(
        _ text: String, _ variables: [JSONMember] = [], as viewer: Principal, behind walls: Walls
    ) async throws -> Answer? {
        let graph = walls.contains(.predicates) ? graph : ruleless
        let view = (walls.contains(.predicates) ? views : rulelessViews).view(of: graph, for: viewer)
        guard let document = walls.contains(.mask) ? try? Validator.check(Parser.parse(Source(text)), schema: view.schema) : unmasked(text)
        else { return nil }
        let operation = CompiledOperation(
            try document.operation(named: nil), in: view, weighing: CacheWeight(bound: .max), sharing: SharedStatements())
        let values = try operation.coerce(variables)
        let run = PlanRun(
            try operation.plan(for: values), of: operation, variables: values, cost: CostEstimate(), principal: viewer, allowance: nil,
            takesParts: false
        )
        let executor = walls.contains(.rowSecurity) ? walled : unwalled
        let loop = gateway.pool.eventLoop
        let body: ByteBuffer = try await withCheckedThrowingContinuation { continuation in
            loop.execute {
                do {
                    _ = try executor.run(run, on: loop, until: .now() + .seconds(60)) { continuation.resume(returning: $0.body) }
                } catch {
                    continuation.resume(throwing: error)
                }
            }
        }
        return try Answer(body)
    }

    /// The document as the whole schema has it, judged once for all viewers.
    private func unmasked(_ text: String) -> ValidDocument? {
        if let known = documents.withLock({ $0[text] }) { return known }
        guard let document = try? Validator.check(Parser.parse(Source(text)), schema: graph.schema) else { return nil }
        documents.withLock { $0[text] = document }
        return document
    }

    /// The global ids of all rows that row security shows to a viewer; of all rows of the tenant for nobody in particular.
    func ids(visibleTo viewer: Principal?) async throws -> [String: Set<String>] {
        let connection = try await AdminConnection.connect(
            viewer == nil ? gateway.database : gateway.database.setting("user", to: "souk_gateway"))
        try await connection.query("BEGIN")
        if let context = viewer?.sessionContext {
            for (name, value) in [
                ("tenant", context.tenant), ("role", context.role), ("subject", context.subject), ("merchant", context.merchant),
                ("scopes", context.scopes), ("only", context.only),
            ] {
                try await connection.query("SELECT set_config($1, $2, true)", ["souk.\(name)", value])
            }
        }
        var ids: [String: Set<String>] = [:]
        for table in graph.tables where !table.isFunctionResult && !table.localKey.isEmpty {
            let key = table.localKey.map { table.columns[$0].name.quoted + "::text" }.joined(separator: ", ")
            let whose = table.tenantColumn.map { " WHERE \(table.columns[$0].name.quoted) = \(tenant)" } ?? ""
            let rows = try await connection.query("SELECT \(key) FROM \(table.schema.quoted).\(table.name.quoted)\(whose)")
            ids[table.typeName] = Set(
                (0..<rows.rowCount).map { row in
                    GlobalID(typeName: table.typeName, key: (0..<table.localKey.count).compactMap { rows.text(row: row, column: $0) }).text
                })
        }
        try await connection.query("ROLLBACK")
        await connection.close()
        return ids
    }
}
