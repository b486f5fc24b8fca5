import Postgres

/// A gateway that runs, and the database behind it.
struct Ground {
    let endpoint: Endpoint
    let tenants: [DemoTenant]
    let gauge: Gauge

    var connection: AdminConnection { gauge.connection }

    /// The same database behind another gateway.
    func behind(_ url: String, process: Int32) throws -> Ground {
        Ground(endpoint: try Endpoint(url: url), tenants: tenants, gauge: Gauge(gateway: process, connection: connection))
    }

    /// Keeps connections busy with requests for random rows of the tenants, by random viewers.
    func generator(_ workload: Workload, requests count: Int = 4000, connections: Int) async throws -> LoadGenerator {
        let keys = try await KeyRange.of(workload, in: tenants, connection)
        let asking = try await DemoTenant.asked(tenants, byBuyers: workload.viewers, connection)
        let samples = RequestSample.make(count, of: workload, keys: keys, tenants: asking)
        return try LoadGenerator(endpoint, requests: samples.map { $0.request.bytes(to: endpoint) }, connections: connections)
    }
}
