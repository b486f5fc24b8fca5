import Access
import Catalog
import Crypto
import Execution
import Foundation
import Gateway
import GraphModel
import Limits
import Logging
import NIOCore
import NIOPosix
import Planning
import Postgres
import ServiceLifecycle
import UnixSignals

/// A gateway put together: pools, graph, engine and server, which start and stop as one.
struct Deployment {
    private let services: [any Service]
    private let logger: Logger

    /// Connections for tokens, tenants, apps and chores, beside those of requests: a chore that takes long leaves two.
    private static let accessConnections = 3

    /// Connects, reads the graph and makes everything ready to listen. Progress is told on standard error.
    static func start(_ command: ServeCommand, logger: Logger) async throws -> Deployment {
        let configuration = try command.database.configuration()
        var serving = try command.listening.configuration()
        try command.requests.apply(to: &serving)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: try command.tuning.threadCount())
        var settings = PoolSettings()
        settings.maximumConnections = try command.tuning.connectionCount()
        settings.planning = try command.tuning.statementPlanning()
        var pools: [ConnectionPool] = []
        for eventLoop in group.makeIterator() {
            pools.append(try ConnectionPool(configuration, settings: settings, on: eventLoop, logger: logger))
        }
        guard let anyPool = pools.first else { throw CommandError("--threads is at least 1.") }

        let (graphs, newGraph) = AsyncStream.makeStream(of: Graph.self, bufferingPolicy: .bufferingNewest(1))
        let (followedGraphs, newFollowed) = AsyncStream.makeStream(of: Graph.self, bufferingPolicy: .bufferingNewest(1))
        let store = GraphStore(
            configuration, reader: CatalogReader(schemas: command.graph.schemaNames()), options: try command.graph.options(),
            logger: logger,
            whenServing: { graph in
                newGraph.yield(graph)
                newFollowed.yield(graph)
            })
        await store.load()

        // Whose token it is must be known however many slow reads wait in the pools of requests.
        var accessSettings = settings
        accessSettings.maximumConnections = Self.accessConnections
        let accessPool = try ConnectionPool(configuration, settings: accessSettings, on: anyPool.eventLoop, logger: logger)
        let access = DatabaseAccessStore(accessPool)
        let tenants = TenantDirectory(store: command.graph.isSingleTenant ? SingleTenant() : access)
        let tokens: any TokenStore = command.graph.isSingleTenant ? SingleTenant() : access
        let keys = KeyRing(sources: command.tokens.keySources())
        try await keys.load()
        let authenticator = Authenticator(tokens: tokens, tenants: tenants, keys: keys, policy: command.tokens.policy())

        let listener = Listener(
            configuration, channels: [NoticeService.graphChannel, NoticeService.accessChannel], doorbell: anyPool.doorbell, logger: logger)

        let loopPools = LoopPools(pools)
        let metrics = PoolMetrics(pools: pools + [accessPool])
        let engine = Engine(
            graph: { store.current }, health: { Readiness(graph: store.status, hasConnection: metrics.hasConnection) }, database: loopPools,
            settings: EngineSettings(
                cursorSeal: try command.tuning.cursorSeal(logger: logger), streaming: try command.tuning.streaming(),
                subscriptions: try command.subscriptions.settings()),
            logger: logger)
        let authorization = try Self.authorization(command, OAuthStore(accessPool), authenticator, store, isEncrypted: serving.tls != nil)
        let server = try GatewayServer(
            configuration: serving, service: engine, authenticator: authenticator, authorization: authorization, group: group,
            logger: logger, metricSources: [metrics, SubscriptionMetrics { engine.subscriptionFigures }],
            whenListening: { address in
                StartupPages.giveBack()
                logger.info("listening", metadata: ["address": "\(address)"])
            },
            whenServingMetrics: { logger.info("serving metrics", metadata: ["address": "\($0)"]) })
        var services: [any Service] = [
            CatalogService(store: store), NoticeService(listener: listener, store: store, authenticator: authenticator),
            KeyService(keys: keys), PoolService(metrics: metrics),
            DocumentService(manifest: serving.documents.manifest, graphs: graphs, logger: logger),
            SubscriptionService(changes: engine.changes, graphs: followedGraphs),
        ]
        if !command.graph.isSingleTenant {
            services.append(UpkeepService(upkeep: AccessUpkeep(access, for: authenticator)))
            if !command.tuning.leavesChores {
                let chores = ChoreUpkeep(access) { chore, state in
                    logger.error("a chore failed: souk.chore.problem says why", metadata: ["chore": "\(chore)", "sqlstate": "\(state)"])
                }
                services.append(ChoreService(upkeep: chores))
            }
            services.append(ChangeService(upkeep: ChangeUpkeep(access, telling: engine.changes)))
        }
        return Deployment(services: services + [server], logger: logger)
    }

    /// What apps and shops' owners ask; nil where there are neither.
    private static func authorization(
        _ command: ServeCommand, _ store: OAuthStore, _ authenticator: Authenticator, _ graphs: GraphStore, isEncrypted: Bool
    ) throws -> OAuthEndpoints? {
        guard !command.graph.isSingleTenant else { return nil }
        let server = AuthorizationServer(store, authenticator: authenticator, vocabulary: { graphs.current.map(GrantVocabulary.init) })
        return OAuthEndpoints(
            server, words: { graphs.current.map(ScopeWords.init) }, publicURL: try command.listening.publicAddress(),
            isEncrypted: isEncrypted)
    }

    /// Serves until the process is told to stop; then what runs is finished first.
    func run() async throws {
        let configuration = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        try await ServiceGroup(configuration: configuration).run()
    }
}
