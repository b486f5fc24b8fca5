package import GraphModel
import Synchronization

/// The views of the running graph: made when first asked for, let go of with the graph.
package final class AccessViews: Sendable {
    private struct Key: Hashable {
        let role: Role
        let scopes: [String]?
        let limitedKinds: [String]
        let merchants: MerchantCount
    }

    private struct State {
        var graph: Graph?
        var views: [Key: AccessView] = [:]
    }

    /// The schema of a view, which those share who differ in merchants alone, is some hundred kilobytes; beyond this many combinations they
    /// are made afresh.
    private static let bound = 256
    private let state = Mutex(State())

    package init() {}

    /// Returns what a principal sees of a graph.
    package func view(of graph: Graph, for principal: Principal) -> AccessView {
        let key = Key(
            role: principal.role, scopes: principal.scopes, limitedKinds: principal.limits.kinds,
            merchants: principal.merchantCount)
        let known = state.withLock { state in state.graph === graph ? state.views[key] : nil }
        return known ?? make(graph, key)
    }

    private func make(_ graph: Graph, _ key: Key) -> AccessView {
        let (scopes, limitedKinds) = (key.scopes.map(Set.init), Set(key.limitedKinds))
        let fingerprint = SchemaMask.fingerprint(of: graph, role: key.role, scopes: scopes, limitedKinds: limitedKinds)
        let known = state.withLock { state in
            state.graph === graph ? state.views.values.first { $0.mask.fingerprint == fingerprint }?.mask : nil
        }
        let mask = known ?? SchemaMask(of: graph, role: key.role, scopes: scopes, limitedKinds: limitedKinds)
        return state.withLock { state in
            if state.graph !== graph { state = State(graph: graph) }
            // Scopes that the graph does not know make no difference: such viewers share a view.
            let alike = state.views.values.first { view in
                view.mask.fingerprint == fingerprint && view.viewer.merchants == key.merchants
            }
            let view = alike ?? AccessView(mask, of: graph, merchants: key.merchants)
            if state.views.count >= Self.bound { state.views.removeAll() }
            state.views[key] = view
            return view
        }
    }
}
