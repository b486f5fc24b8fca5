/// A request and what it is about: enough to ask the same of PostgreSQL.
struct RequestSample {
    let tenant: Int64
    let key: Int64
    let request: HTTPRequest

    /// So many requests of random tenants, each as likely as the others, and random keys in them.
    static func make(_ count: Int, of workload: Workload, keys: [KeyRange], tenants: [DemoTenant]) -> [RequestSample] {
        var random = SplitMix64(seed: 7)
        return (0..<count).compactMap { _ in
            guard let range = keys.randomElement(using: &random), let tenant = tenants.first(where: { $0.id == range.tenant }),
                let token = tenant.tokens.randomElement(using: &random)
            else { return nil }
            let key = Int64.random(in: range.keys, using: &random)
            let request = HTTPRequest(query: workload.query, variables: workload.variables(key: key), token: token)
            return RequestSample(tenant: range.tenant, key: key, request: request)
        }
    }
}
