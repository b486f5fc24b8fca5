package import GraphModel

/// How the running graph stands: what `/readyz` and `souk doctor` tell.
package struct GraphStatus: Sendable {
    /// How many graphs have been served since the start; 0 while there is none.
    package var version: Int
    /// The running graph's; nil while there is none.
    package var fingerprint: String?
    /// What the running graph's catalog could do better.
    package var warnings: [GraphProblem]
    /// Why the catalog as it is now is not what is served; nil when it is.
    package var failure: Failure?

    package enum Failure: Sendable {
        /// The catalog makes no sound graph: every problem, errors and warnings.
        case refused([GraphProblem])
        /// The catalog could not be read. The text names no secret and no row.
        case unreadable(String)
    }

    /// Whether there is a graph to answer from.
    package var isReady: Bool { version > 0 }
}
