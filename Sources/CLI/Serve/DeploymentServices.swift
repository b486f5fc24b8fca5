import Access
import Catalog
import Gateway
import JSON
import NIOCore
import Postgres
import ServiceLifecycle

/// Keeps the graph in step with the catalog.
struct CatalogService: Service {
    let store: GraphStore

    func run() async throws {
        await cancelWhenGracefulShutdown { await store.run() }
    }
}

/// Hears of migrations and of changed tokens, so that neither waits for the next look.
struct NoticeService: Service {
    let listener: Listener
    let store: GraphStore
    let authenticator: Authenticator

    static let graphChannel = "souk_graph"
    static let accessChannel = "souk_access"

    func run() async throws {
        await cancelWhenGracefulShutdown {
            for await event in listener.events {
                switch event {
                case .notification(Self.graphChannel, _): store.wake()
                case .notification(_, let payload): tell(of: payload)
                // What was announced while nobody listened is lost.
                case .connected:
                    store.wake()
                    authenticator.invalidate()
                }
            }
        }
        listener.close()
    }

    /// Takes what `souk.announce` says: whose token, grant or app changed.
    private func tell(of payload: String) {
        guard case .number(let text)? = (try? JSONParser.parse(Array(payload.utf8)))?["tenant"], let tenant = Int64(text) else {
            return authenticator.invalidate()
        }
        authenticator.noteChange(of: tenant)
    }
}

/// Looks whether tokens, grants, apps and tenants changed, and records which tokens are used.
struct UpkeepService: Service {
    let upkeep: AccessUpkeep

    func run() async throws {
        await cancelWhenGracefulShutdown { await upkeep.run() }
    }
}

/// Does what the database wants done now and then.
struct ChoreService: Service {
    let upkeep: ChoreUpkeep

    func run() async throws {
        await cancelWhenGracefulShutdown { await upkeep.run() }
    }
}

/// Gives the outbox's changes their places.
struct ChangeService: Service {
    let upkeep: ChangeUpkeep

    func run() async throws {
        await cancelWhenGracefulShutdown { await upkeep.run() }
    }
}

/// Keeps the keys of JWTs fresh.
struct KeyService: Service {
    let keys: KeyRing

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await keys.keepFresh()
            // Without key sources there is nothing to refresh, and a service that ends ends the group.
            while (try? await Task.sleep(for: .seconds(3600))) != nil {}
        }
    }
}

/// Keeps the pools' figures, and closes the pools when the server that uses them has stopped.
struct PoolService: Service {
    let metrics: PoolMetrics

    func run() async throws {
        await cancelWhenGracefulShutdown {
            repeat { await metrics.refresh() } while (try? await Task.sleep(for: .seconds(1))) != nil
        }
        for pool in metrics.pools { try? await pool.close().get() }
    }
}
