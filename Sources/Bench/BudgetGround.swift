import Access
import CAllocations
import Catalog
import Crypto
import Execution
import GraphModel
import GraphQLLanguage
import JSON
import Logging
import NIOCore
import NIOPosix
import Planning
import Postgres

/// The gateway below HTTP, in this process, on one event loop whose thread's allocations are counted.
struct BudgetGround {
    private let engine: Engine
    private let eventLoop: any EventLoop

    init(_ url: String) async throws {
        let logger = Logger(label: "souk-bench") { _ in SwiftLogNoOpLogHandler() }
        let database = try PostgresConfiguration(url: url)
        let store = GraphStore(database, options: GraphOptions(), logger: logger)
        guard await store.load().isReady else { throw BenchError("There is no graph in the database.") }
        eventLoop = MultiThreadedEventLoopGroup.singleton.next()
        let pool = try ConnectionPool(database, on: eventLoop, logger: logger)
        engine = Engine(
            graph: { store.current }, database: LoopPools([pool]),
            settings: EngineSettings(cursorSeal: CursorSeal(secret: SymmetricKey(size: .bits256))), logger: logger)
    }

    /// How often a cached read allocates, the mean of so many, one after the other.
    func allocations(_ query: String, _ variables: [JSONMember] = [], as viewer: Principal, times: Int) async throws -> Double {
        let request = GraphQLRequest(query: Source(query), variables: variables)
        // Until plan, connection and prepared statement are there, and PostgreSQL has settled on a plan of its own.
        _ = try await repeated(request, as: viewer, times: 20)
        return Double(try await repeated(request, as: viewer, times: times)) / Double(times)
    }

    private func repeated(_ request: GraphQLRequest, as viewer: Principal, times: Int) async throws -> Int {
        guard souk_allocations() >= 0 else { throw BenchError("Allocations are not counted on this system.") }
        let done = eventLoop.makePromise(of: Int.self)
        let run = Run(engine: engine, eventLoop: eventLoop, request: request, viewer: viewer, left: times, done: done)
        eventLoop.execute { run.begin() }
        return try await done.futureResult.get()
    }

    // Unchecked: touched on its event loop only.
    private final class Run: @unchecked Sendable {
        private let engine: Engine
        private let eventLoop: any EventLoop
        private let request: GraphQLRequest
        private let viewer: Principal
        private let done: EventLoopPromise<Int>
        private var left: Int
        private var start = 0

        init(
            engine: Engine, eventLoop: any EventLoop, request: GraphQLRequest, viewer: Principal, left: Int, done: EventLoopPromise<Int>
        ) {
            (self.engine, self.eventLoop, self.request, self.viewer) = (engine, eventLoop, request, viewer)
            (self.left, self.done) = (left, done)
        }

        func begin() {
            start = souk_allocations()
            next()
        }

        private func next() {
            guard left > 0 else { return done.succeed(souk_allocations() - start) }
            left -= 1
            _ = engine.answer(request, as: viewer, from: nil, on: eventLoop, deadline: .now() + .seconds(30)) { [self] response in
                guard case .complete = response.outcome else { return done.fail(BenchError("The engine refused a request.")) }
                eventLoop.execute { self.next() }
            }
        }
    }
}
