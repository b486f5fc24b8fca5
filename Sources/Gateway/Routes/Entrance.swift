/// Where a request came in, which decides what is there for it.
enum Entrance: Hashable, Sendable {
    /// Among clients, from another machine.
    case outside
    /// Among clients, from this very machine.
    case inside
    /// Where `/metrics` has a port of its own.
    case metrics

    /// - Parameter metricsAreApart: whether `/metrics` has a port of its own.
    func leads(to route: Route, metricsAreApart: Bool) -> Bool {
        switch self {
        case .outside: route != .metrics
        case .inside: route != .metrics || !metricsAreApart
        case .metrics: route == .metrics
        }
    }
}
