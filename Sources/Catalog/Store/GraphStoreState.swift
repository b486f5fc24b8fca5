import GraphModel

/// What a graph store knows: a pure value, so that every change is one step under a lock.
struct GraphStoreState {
    private(set) var graph: Graph?
    private(set) var status = GraphStatus(version: 0, warnings: [])

    /// What came of taking in an outcome, for the log.
    enum Change: Equatable { case swapped(version: Int), unchanged, kept }

    /// Takes in a graph that was built: it serves from now on, unless it is the one that does already.
    mutating func take(_ built: Graph) -> Change {
        status.failure = nil
        guard built.fingerprint != graph?.fingerprint else { return .unchanged }
        graph = built
        status.version += 1
        status.fingerprint = built.fingerprint
        status.warnings = built.warnings
        return .swapped(version: status.version)
    }

    /// Takes in a failure: the graph that serves goes on serving.
    mutating func take(_ failure: GraphStatus.Failure) -> Change {
        status.failure = failure
        return .kept
    }
}
