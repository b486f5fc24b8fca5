import Gateway
import GraphModel
import Logging

/// Says in the log which registered documents nobody can run since the graph changed: a migration may have taken what a client that is out
/// there still asks for.
struct DocumentWatch: Sendable {
    private let manifest: DocumentManifest
    private let logger: Logger

    /// So many ids are named.
    private static let most = 10

    init(_ manifest: DocumentManifest, logger: Logger) {
        self.manifest = manifest
        self.logger = logger
    }

    /// Looks through the documents, beside what goes on: parsing and judging thousands takes its time.
    func look(_ graph: Graph) {
        guard !manifest.isEmpty else { return }
        Task(priority: .background) { [self] in tell(DocumentFault.all(in: manifest, under: graph)) }
    }

    private func tell(_ faults: [DocumentFault]) {
        guard !faults.isEmpty else { return }
        let ids = faults.prefix(Self.most).map(\.id).joined(separator: " ")
        logger.warning(
            "registered documents that nobody can run under this graph: souk schema check --documents says why",
            metadata: ["count": "\(faults.count)", "of": "\(manifest.ids.count)", "ids": "\(ids)"])
    }
}
