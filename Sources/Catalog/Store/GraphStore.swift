package import GraphModel
package import Logging
package import Postgres
import Synchronization

/// The running graph, replaced as a whole when the database's catalog changes.
///
/// A new graph is built beside the old one. When the build fails, the old one goes on serving and `status` says why.
package final class GraphStore: Sendable {
    private let configuration: PostgresConfiguration
    private let reader: CatalogReader
    private let options: GraphOptions
    private let logger: Logger
    private let whenServing: @Sendable (Graph) -> Void
    private let state = Mutex(GraphStoreState())
    /// Whether somebody said since the last look that something changed: it may be rows, of which the catalog shows nothing.
    private let isTold = Mutex(false)
    private let wakeUps: AsyncStream<Void>
    private let waker: AsyncStream<Void>.Continuation

    /// - Parameters:
    ///   - configuration: the gateway's own role, since what it may read is what the graph has.
    ///   - whenServing: is told each graph once it is the running one; nothing is read anew until it returns.
    package init(
        _ configuration: PostgresConfiguration, reader: CatalogReader = CatalogReader(), options: GraphOptions = GraphOptions(),
        logger: Logger, whenServing: @escaping @Sendable (Graph) -> Void = { _ in }
    ) {
        self.configuration = configuration.setting("application_name", to: "souk catalog")
        self.reader = reader
        self.options = options
        self.logger = logger
        self.whenServing = whenServing
        (wakeUps, waker) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// The graph to answer from: take it once per request. Nil until the first one was built.
    package var current: Graph? { state.withLock { $0.graph } }

    /// How the running graph stands.
    package var status: GraphStatus { state.withLock { $0.status } }

    /// Has `run` read the catalog now: for whoever hears of a migration, or of new rows in a lookup table (`NOTIFY souk_graph`).
    package func wake() {
        isTold.withLock { $0 = true }
        waker.yield()
    }

    /// Reads the catalog once, builds, and serves what was built; on failure says why in the log and in `status`.
    @discardableResult
    package func load() async -> GraphStatus {
        do {
            let connection = try await AdminConnection.connect(configuration)
            await load(through: connection)
            await connection.close()
        } catch {
            refuse(.unreadable("\(error)"))
        }
        return status
    }

    /// Watches the catalog until the task is cancelled: at every `wake`, and every `interval` in case a notification was lost.
    package func run(every interval: Duration = .seconds(2)) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [waker] in
                while (try? await Task.sleep(for: interval)) != nil { waker.yield() }
            }
            var watch = CatalogWatch(configuration)
            for await _ in wakeUps {
                if Task.isCancelled { break }
                await look(&watch)
            }
            group.cancelAll()
            await watch.close()
        }
    }

    private func look(_ watch: inout CatalogWatch) async {
        let isTold = isTold.withLock { told in
            defer { told = false }
            return told
        }
        if isTold { watch.forget() }
        do {
            guard let connection = try await watch.changed() else { return }
            await load(through: connection)
            // What could not be read is read again, though nothing changes meanwhile.
            if case .unreadable? = status.failure { await watch.close() }
        } catch {
            refuse(.unreadable("\(error)"))
        }
    }

    private func load(through connection: AdminConnection) async {
        do {
            let snapshot = try await reader.read(through: connection)
            serve(try GraphBuilder.build(snapshot, options))
        } catch let error as GraphBuildError {
            refuse(.refused(error.problems))
        } catch {
            refuse(.unreadable("\(error)"))
        }
    }

    private func serve(_ graph: Graph) {
        guard case .swapped(let version) = state.withLock({ $0.take(graph) }) else { return }
        logger.info(
            "serving a new graph",
            metadata: ["version": "\(version)", "fingerprint": "\(graph.fingerprint)", "tables": "\(graph.tables.count)"])
        for warning in graph.warnings { logger.warning("\(warning)") }
        whenServing(graph)
    }

    private func refuse(_ failure: GraphStatus.Failure) {
        _ = state.withLock { $0.take(failure) }
        switch failure {
        case .unreadable(let reason):
            logger.error("the catalog cannot be read; the graph stays as it is", metadata: ["reason": "\(reason)"])
        case .refused(let problems):
            logger.error("the catalog makes no sound graph; the graph stays as it is", metadata: ["problems": "\(problems.count)"])
            for problem in problems { logger.log(level: problem.severity == .error ? .error : .warning, "\(problem)") }
        }
    }
}
