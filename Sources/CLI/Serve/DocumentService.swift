import Gateway
import GraphModel
import Logging
import ServiceLifecycle

/// Says in the log which registered documents nobody can run since the graph changed: a migration may have taken what a client that is out
/// there still asks for.
struct DocumentService: Service {
    let manifest: DocumentManifest
    /// Each graph that came into use; of several that wait the newest.
    let graphs: AsyncStream<Graph>
    let logger: Logger

    /// So many ids are named.
    private static let most = 10

    func run() async throws {
        guard !manifest.isEmpty else { return try await gracefulShutdown() }
        await cancelWhenGracefulShutdown {
            var told: [DocumentFault] = []
            for await graph in graphs {
                let faults = await DocumentFault.all(in: manifest, under: graph)
                guard !Task.isCancelled else { break }
                if faults != told, !faults.isEmpty { tell(faults) }
                told = faults
            }
        }
    }

    private func tell(_ faults: [DocumentFault]) {
        let ids = faults.prefix(Self.most).map(\.id).joined(separator: " ")
        logger.warning(
            "registered documents that nobody can run under this graph: souk schema check --documents says which and why",
            metadata: ["count": "\(faults.count)", "of": "\(manifest.ids.count)", "ids": "\(ids)"])
    }
}
