import Access
import Catalog
import Gateway
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
    let pools: [ConnectionPool]
    let metrics: PoolMetrics

    func run() async throws {
        await cancelWhenGracefulShutdown {
            repeat { await metrics.refresh() } while (try? await Task.sleep(for: .seconds(1))) != nil
        }
        for pool in pools { try? await pool.close().get() }
    }
}
