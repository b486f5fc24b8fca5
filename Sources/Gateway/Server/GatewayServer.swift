package import Access
package import Execution
import Foundation
package import Logging
package import NIOCore
import NIOHTTP1
package import NIOPosix
import ServiceLifecycle

/// Serves GraphQL over HTTP until it is told to stop.
package final class GatewayServer: Service {
    /// The server's own figures.
    package let metrics = GatewayMetrics()
    private let configuration: GatewayConfiguration
    private let group: MultiThreadedEventLoopGroup
    private let router: Router
    private let tls: TLSCredentials?
    private let logger: Logger
    private let whenListening: @Sendable (SocketAddress) -> Void
    private let whenServingMetrics: @Sendable (SocketAddress) -> Void

    /// - Parameters:
    ///   - group: the event loops that connections live on; the caller's to shut down.
    ///   - authorization: answers apps and shops' owners; nil leaves those addresses out.
    ///   - metricSources: what `/metrics` shows beside the server's own figures.
    ///   - whenListening: called once, with the address that clients can connect to from now on.
    ///   - whenServingMetrics: called before that, with the address of `/metrics` where it has one of its own.
    /// - Throws: when certificate or key cannot be read.
    package init(
        configuration: GatewayConfiguration, service: any GraphQLService, authenticator: Authenticator,
        authorization: OAuthEndpoints? = nil,
        group: MultiThreadedEventLoopGroup, logger: Logger, metricSources: [any MetricSource] = [],
        whenListening: @escaping @Sendable (SocketAddress) -> Void = { _ in },
        whenServingMetrics: @escaping @Sendable (SocketAddress) -> Void = { _ in }
    ) throws {
        self.configuration = configuration
        self.group = group
        self.logger = logger
        self.tls = try configuration.tls.map { try TLSCredentials($0) }
        self.whenListening = whenListening
        self.whenServingMetrics = whenServingMetrics
        self.router = Router(
            configuration: configuration, service: service, authenticator: authenticator, authorization: authorization, metrics: metrics,
            metricSources: metricSources, logger: logger)
    }

    /// Listens, serves, and on graceful shutdown or cancellation stops accepting, lets what runs finish, and closes.
    package func run() async throws {
        let loops = try await startLoops()
        let listeners = try await listen(on: loops)
        // Ends by throwing when the task is cancelled, and by returning when a shutdown is asked for: both mean the same here.
        try? await gracefulShutdown()
        await stop(listeners, loops)
    }

    /// Reads certificate and key again, for connections from now on. On failure the old ones stay and the error is thrown.
    package func reloadCertificate() throws {
        try tls?.reload()
    }

    private func startLoops() async throws -> [NIOLoopBound<LoopConnections>] {
        var loops: [NIOLoopBound<LoopConnections>] = []
        let eventLoops = Array(group.makeIterator())
        let unsentBound = configuration.limits.unsent / max(1, eventLoops.count)
        for eventLoop in eventLoops {
            loops.append(
                try await eventLoop.submit {
                    let connections = LoopConnections(eventLoop: eventLoop, unsentBound: unsentBound)
                    connections.start()
                    return NIOLoopBound(connections, eventLoop: eventLoop)
                }.get())
        }
        return loops
    }

    /// Scrapers that are connected at once.
    private static let mostMetricsConnections = 64

    private func listen(on loops: [NIOLoopBound<LoopConnections>]) async throws -> [any Channel] {
        var listeners: [any Channel] = []
        if let own = configuration.metrics {
            let listener = try await bootstrap(loops, servesMetrics: true).bind(host: own.host, port: own.port).get()
            if let address = listener.localAddress { whenServingMetrics(address) }
            listeners.append(listener)
        }
        do {
            let listener = try await bootstrap(loops, servesMetrics: false).bind(host: configuration.host, port: configuration.port).get()
            if let address = listener.localAddress { whenListening(address) }
            return listeners + [listener]
        } catch {
            for listener in listeners { try? await listener.close() }
            throw error
        }
    }

    private func bootstrap(_ loops: [NIOLoopBound<LoopConnections>], servesMetrics: Bool) -> ServerBootstrap {
        let byLoop = Dictionary(uniqueKeysWithValues: loops.map { (ObjectIdentifier($0.eventLoop), $0) })
        // Of gateways that share a port each would tell its own figures now and then.
        let reusesPort = configuration.reusesPort && !servesMetrics
        return ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: Int32(clamping: configuration.backlog))
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelOption(.socketOption(NIOBSDSocket.Option(rawValue: SO_REUSEPORT)), value: reusesPort ? 1 : 0)
            .serverChannelInitializer { [configuration, metrics] channel in
                channel.eventLoop.makeCompletedFuture {
                    let limiter =
                        servesMetrics
                        ? AcceptLimiter(limit: Self.mostMetricsConnections, metrics: nil)
                        : AcceptLimiter(limit: configuration.mostConnections, metrics: metrics) {
                            for loop in loops { loop.eventLoop.execute { loop.value.closeLongestIdle(configuration.timeouts.leastIdle) } }
                        }
                    try channel.pipeline.syncOperations.addHandler(limiter)
                }
            }
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            // The system takes so much before the client does. Of more, it would hide for minutes whether a slow client takes any.
            .childChannelOption(.tcpOption(NIOBSDSocket.Option(rawValue: TCP_NOTSENT_LOWAT)), value: 128 << 10)
            .childChannelInitializer { [router, tls, configuration] channel in
                channel.eventLoop.makeCompletedFuture {
                    // Every loop of the group has its connections; a channel of another group cannot come here.
                    guard let connections = byLoop[ObjectIdentifier(channel.eventLoop)] else {
                        throw ChannelError.inappropriateOperationForState
                    }
                    let pipeline = channel.pipeline.syncOperations
                    if let tls, !servesMetrics { try pipeline.addHandler(tls.makeHandler()) }
                    try pipeline.addHandler(HTTPResponseEncoder())
                    // What has come behind a request for another protocol belongs to that one.
                    let decoder = HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes, limitConfiguration: configuration.limits.decoder)
                    try pipeline.addHandler(ByteToMessageHandler(decoder))
                    try pipeline.addHandler(ConnectionHandler(router: router, loop: connections.value, servesMetrics: servesMetrics))
                }
            }
    }

    private func stop(_ listeners: [any Channel], _ loops: [NIOLoopBound<LoopConnections>]) async {
        for listener in listeners { try? await listener.close() }
        let patience = configuration.timeouts.shutdown
        for loop in loops {
            loop.eventLoop.scheduleTask(in: patience) { loop.value.closeAll() }
        }
        // All at once: a slow client on one loop must not keep the others serving.
        let ends = loops.map { loop in loop.eventLoop.flatSubmit { loop.value.drain() } }
        for end in ends { try? await end.get() }
        logger.info("stopped serving")
    }
}

extension GatewayConfiguration.Limits {
    fileprivate var decoder: NIOHTTPDecoderLimitConfiguration {
        var decoder = NIOHTTPDecoderLimitConfiguration()
        decoder.maxHeaderFieldSize = headers
        decoder.maxHeaderListSize = headers
        decoder.maxHeaderFieldCount = headerCount
        return decoder
    }
}
