import Postgres

/// Everything that is measured under more than one condition.
struct Conditions {
    struct Outcome {
        var connections: [ConditionContest.Outcome] = []
        var encryption: [ConditionContest.Outcome] = []
        var size: Size?
        var tenants: Tenants?

        var all: [ConditionContest.Outcome] { connections + encryption + (size?.outcomes ?? []) + (tenants.map { [$0.outcome] } ?? []) }
    }

    /// The demo, and a larger one.
    struct Size {
        /// How many times the rows.
        let times: Double
        let outcomes: [ConditionContest.Outcome]
    }

    /// Ten tenants, and many.
    struct Tenants {
        let count: Int
        let outcome: ConditionContest.Outcome
    }

    let ground: Ground
    let options: Bench

    func run() async throws -> Outcome {
        var outcome = Outcome()
        outcome.connections = try await connections()
        outcome.encryption = try await encryption()
        outcome.size = try await size()
        outcome.tenants = try await tenants()
        return outcome
    }

    private func wants(_ workload: Workload) -> Bool { options.names.isEmpty || options.names.contains(workload.name) }

    /// As many clients as elsewhere, few, and a thousand.
    private func connections() async throws -> [ConditionContest.Outcome] {
        var outcomes: [ConditionContest.Outcome] = []
        for workload in [Workload.byKey, .distinctCampaigns] where wants(workload) {
            let requests = try await ground.requests(workload)
            let conditions = [options.gateway.connections, 8, 1000].map {
                Condition("\(Double($0).text(places: 0)) connections", on: ground, requests: requests, connections: $0)
            }
            outcomes.append(try await ConditionContest(query: workload.name, conditions: conditions).run(options))
        }
        return outcomes
    }

    private func encryption() async throws -> [ConditionContest.Outcome] {
        guard let url = options.tlsURL, let process = options.tlsGatewayPid else { return [] }
        return try await compare(
            [.byKey, .distinctCampaigns], ("in the clear", ground), ("TLS", try ground.behind(url, process: process)), andAlone: false)
    }

    private func size() async throws -> Size? {
        guard let demo = options.largerDemo, let url = options.largerURL, let process = options.largerGatewayPid,
            let database = options.largerDatabaseURL
        else { return nil }
        let connection = try await AdminConnection.connect(try PostgresConfiguration(url: database))
        let larger = Ground(
            endpoint: try Endpoint(url: url), tenants: try await DemoTenant.read(demo, connection),
            gauge: Gauge(gateway: process, connection: connection),
            pgbench: try PGBench(program: options.pgbench, databaseURL: database))
        let times = try await larger.rows() / ground.rows()
        return Size(
            times: times,
            outcomes: try await compare(
                [.byKey, .campaigns, .distinctCampaigns, .followers], ("the demo", ground),
                ("\(times.text(places: 1)) times the rows", larger), andAlone: true))
    }

    /// Ten tenants of many viewers, and as many tenants as viewers: all tenants are alike, each viewer has a token, and all are asked equally often.
    private func tenants() async throws -> Tenants? {
        guard let url = options.crowdURL, let process = options.crowdGatewayPid, let database = options.crowdDatabaseURL,
            wants(.distinctCampaigns)
        else { return nil }
        let connection = try await AdminConnection.connect(try PostgresConfiguration(url: database))
        let crowd = try await Crowd.read(connection)
        let operation = try await explained(.distinctCampaigns)
        func condition(_ tenants: [DemoTenant], of viewers: Int) async throws -> Condition {
            let ground = Ground(
                endpoint: try Endpoint(url: url), tenants: try await DemoTenant.asked(tenants, byBuyers: viewers, connection),
                gauge: Gauge(gateway: process, connection: connection),
                pgbench: try PGBench(program: options.pgbench, databaseURL: database))
            let ids = tenants.map(\.id)
            return Condition(
                "\(Double(tenants.count).text(places: 0)) tenants, \(Double(viewers).text(places: 0)) viewers each", on: ground,
                requests: try await ground.requestsOfAll(.distinctCampaigns), connections: options.gateway.connections,
                alone: PGBenchScript(operation, tenants: ids[0]...ids[ids.count - 1]))
        }
        let few = try await condition(Array(crowd.prefix(10)), of: crowd.count / 10)
        let many = try await condition(crowd, of: 1)
        return Tenants(
            count: crowd.count,
            outcome: try await ConditionContest(query: Workload.distinctCampaigns.name, conditions: [few, many]).run(options))
    }

    /// What the gateway runs for a query.
    private func explained(_ workload: Workload) async throws -> ExplainedOperation {
        let keys = try await KeyRange.of(workload, in: ground.tenants, ground.connection)
        let samples = RequestSample.make(1, of: workload, keys: keys, tenants: ground.tenants)
        guard let sample = samples.first else { throw BenchError("No request could be made for \(workload.name).") }
        return try await ExplainedOperation.of(sample, souk: options.souk, gatewayURL: options.gatewayURL, ground.connection)
    }

    private func compare(
        _ workloads: [Workload], _ first: (name: String, ground: Ground), _ second: (name: String, ground: Ground),
        andAlone: Bool
    ) async throws -> [ConditionContest.Outcome] {
        var outcomes: [ConditionContest.Outcome] = []
        for workload in workloads where wants(workload) {
            let operation = andAlone ? try await explained(workload) : nil
            var conditions: [Condition] = []
            for (name, ground) in [first, second] {
                let alone: PGBenchScript? = if let operation { try await ground.alone(workload, operation) } else { nil }
                conditions.append(
                    Condition(
                        name, on: ground, requests: try await ground.requests(workload), connections: options.gateway.connections,
                        alone: alone))
            }
            outcomes.append(try await ConditionContest(query: workload.name, conditions: conditions).run(options))
        }
        return outcomes
    }
}
