package import GraphModel
package import GraphQLSchema
import Synchronization

/// What some viewers see of one graph: all those with the same role and the same effective scopes share one, as far as their statements
/// are the same.
package final class AccessView: Sendable {
    /// Unique in this process; a view of another graph, or of another mask, has another.
    package typealias ID = UInt64

    package let id: ID
    package let graph: Graph
    package let mask: SchemaMask
    /// What shapes their statements.
    package let viewer: ViewerKind

    package var schema: Schema { mask.schema }

    private static let counter = Atomic<UInt64>(0)

    init(_ mask: SchemaMask, of graph: Graph, merchants: MerchantCount) {
        self.id = Self.counter.add(1, ordering: .relaxed).newValue
        self.mask = mask
        self.viewer = ViewerKind(
            mask.fingerprint.role, scopes: mask.fingerprint.scopes.map(Set.init), limitedKinds: mask.fingerprint.limitedKinds,
            merchants: merchants)
        self.graph = graph
    }
}
