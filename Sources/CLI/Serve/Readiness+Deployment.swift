import Catalog
import Execution
import GraphModel

extension Readiness {
    /// How graph and database stand. Of what is wrong with the catalog only the codes are told: who asks shows no token.
    init(graph status: GraphStatus, hasConnection: Bool) {
        var details = ["graph: version \(status.version)\(Self.words(for: status.failure))"]
        if !hasConnection { details.append("database: no connection") }
        self.init(isReady: status.isReady && hasConnection, details: details)
    }

    private static func words(for failure: GraphStatus.Failure?) -> String {
        switch failure {
        case nil: return ""
        case .unreadable?: return "; the catalog cannot be read, the log says why"
        case .refused(let problems)?:
            let codes = Set(problems.filter { $0.severity == .error }.map(\.code.rawValue)).sorted().joined(separator: ", ")
            return "; the catalog now makes no sound graph (\(codes)): the log and `souk schema check` say where"
        }
    }
}
