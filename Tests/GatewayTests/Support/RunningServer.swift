import Access
import Execution
import Foundation
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization

@testable import Gateway

/// A server on a port of its own, with a fake service behind it.
final class RunningServer: Sendable {
    let service: FakeService
    let token: OpaqueToken
    let port: Int
    /// Where `/metrics` has a port of its own.
    let metricsPort: Int?
    private let group: ServiceGroup
    let server: GatewayServer

    /// Runs a server for as long as `body` does, then shuts it down gracefully.
    static func run<Result: Sendable>(
        _ configure: @Sendable (inout GatewayConfiguration) -> Void = { _ in },
        _ body: @Sendable (RunningServer) async throws -> Result
    ) async throws -> Result {
        var configuration = GatewayConfiguration()
        configuration.port = 0
        configuration.accessLog = .none
        configure(&configuration)
        return try await withThrowingTaskGroup { tasks in
            let (addresses, listening) = AsyncStream.makeStream(of: Int.self)
            let running = try RunningServer.prepare(configuration) { listening.yield($0.port ?? 0) }
            tasks.addTask { try await running.group.run() }
            var ports = addresses.makeAsyncIterator()
            let server = RunningServer(running, port: await ports.next() ?? 0)
            do {
                let result = try await body(server)
                await server.stop()
                try await tasks.waitForAll()
                return result
            } catch {
                await server.stop()
                throw error
            }
        }
    }

    func stop() async { await group.triggerGracefulShutdown() }

    private struct Prepared {
        let service: FakeService
        let token: OpaqueToken
        let server: GatewayServer
        let group: ServiceGroup
        let metricsPort: MetricsPort
    }

    /// Known before the clients' port is.
    private final class MetricsPort: Sendable {
        let number = Mutex<Int?>(nil)
    }

    private static func prepare(_ configuration: GatewayConfiguration, _ listening: @escaping @Sendable (SocketAddress) -> Void) throws
        -> Prepared
    {
        let service = FakeService()
        let stores = FakeStores(token: .generate())
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let metricsPort = MetricsPort()
        let server = try GatewayServer(
            configuration: configuration, service: service,
            authenticator: Authenticator(tokens: stores, tenants: TenantDirectory(store: stores)),
            group: .singleton, logger: logger, whenListening: listening,
            whenServingMetrics: { address in metricsPort.number.withLock { $0 = address.port } })
        return Prepared(
            service: service, token: stores.token, server: server, group: ServiceGroup(services: [server], logger: logger),
            metricsPort: metricsPort)
    }

    private init(_ prepared: Prepared, port: Int) {
        service = prepared.service
        token = prepared.token
        server = prepared.server
        group = prepared.group
        metricsPort = prepared.metricsPort.number.withLock { $0 }
        self.port = port
    }
}
