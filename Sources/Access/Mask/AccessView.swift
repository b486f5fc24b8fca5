package import GraphModel
package import GraphQLSchema
import Synchronization

/// What some viewers see of one graph: all those with the same role and the same effective scopes share one.
package final class AccessView: Sendable {
    /// Unique in this process; a view of another graph, or of another mask, has another.
    package typealias ID = UInt64

    package let id: ID
    package let graph: Graph
    package let mask: SchemaMask

    package var schema: Schema { mask.schema }
    package var role: Role { mask.fingerprint.role }
    package var scopes: Set<String>? { mask.fingerprint.scopes.map(Set.init) }
    package var limitedKinds: Set<String> { mask.fingerprint.limitedKinds }

    private static let counter = Atomic<UInt64>(0)

    init(_ mask: SchemaMask, of graph: Graph) {
        self.id = Self.counter.add(1, ordering: .relaxed).newValue
        self.mask = mask
        self.graph = graph
    }
}
