import Explorer

/// What a path leads to.
enum Route: Hashable {
    case graphQL(tenant: String?)
    case schema(tenant: String?)
    case health
    case readiness
    case metrics
    /// The explorer, among clients or for a marketplace's visitors.
    case index
    /// What the explorer loads.
    case explorer(name: String)
    case authorization(OAuthEndpoint)
    case unknown

    init(path: Substring) {
        switch path {
        case "/graphql": self = .graphQL(tenant: nil)
        case "/schema.graphql": self = .schema(tenant: nil)
        case "/healthz": self = .health
        case "/readyz": self = .readiness
        case "/metrics": self = .metrics
        case "/": self = .index
        default: self = OAuthEndpoint(path: path).map(Route.authorization) ?? Self.ofTenant(path) ?? Self.ofExplorer(path) ?? .unknown
        }
    }

    /// What the route is called in metrics and log: never a tenant's name.
    var label: String { Self.labels[index] }
    static let labels = ["graphql", "schema", "healthz", "readyz", "metrics", "index", "unknown", "oauth"]

    /// The place of the route's label.
    var index: Int {
        switch self {
        case .graphQL: 0
        case .schema: 1
        case .health: 2
        case .readiness: 3
        case .metrics: 4
        case .index, .explorer: 5
        case .unknown: 6
        case .authorization: 7
        }
    }

    /// How long a request's body may be.
    func bodyLimit(within limits: GatewayConfiguration.Limits, isVisitor: Bool) -> Int {
        if case .authorization = self { return min(limits.form, limits.body) }
        return isVisitor ? min(limits.visitorBody, limits.body) : limits.body
    }

    // /explorer/<file>
    private static func ofExplorer(_ path: Substring) -> Route? {
        let folder = "/explorer/"
        guard path.hasPrefix(folder) else { return nil }
        let name = path.dropFirst(folder.count)
        return ExplorerFile.named(name).map { _ in .explorer(name: String(name)) }
    }

    // /t/<name>/graphql, /t/<name>/schema.graphql, /t/<name>/ and /t/<name>
    private static func ofTenant(_ path: Substring) -> Route? {
        let parts = path.split(separator: "/", maxSplits: 4, omittingEmptySubsequences: false)
        guard (3...4).contains(parts.count), parts[0].isEmpty, parts[1] == "t", isTenantName(parts[2]) else { return nil }
        switch parts.dropFirst(3).first ?? "" {
        case "": return .index
        case "graphql": return .graphQL(tenant: String(parts[2]))
        case "schema.graphql": return .schema(tenant: String(parts[2]))
        default: return nil
        }
    }

    // name = letter *62( letter / digit / "-" ), in lower case
    private static func isTenantName(_ text: Substring) -> Bool {
        guard text.utf8.count <= 63, let first = text.utf8.first, (0x61...0x7A).contains(first) else { return false }
        return text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") }
    }
}
