import Postgres

/// Everything that is measured under more than one condition.
struct Conditions {
    struct Outcome {
        var connections: [ConditionContest.Outcome] = []
        var encryption: [ConditionContest.Outcome] = []
        var size: [ConditionContest.Outcome] = []
        var tenants: ConditionContest.Outcome?

        var all: [ConditionContest.Outcome] { connections + encryption + size + (tenants.map { [$0] } ?? []) }
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

    /// Few clients, many, and a thousand.
    private func connections() async throws -> [ConditionContest.Outcome] {
        var outcomes: [ConditionContest.Outcome] = []
        for workload in [Workload.byKey, .campaignsOfMany] where wants(workload) {
            var conditions: [Condition] = []
            for count in [64, 8, 1000] {
                conditions.append(
                    Condition(
                        name: "\(count) connections", generator: try await ground.generator(workload, connections: count),
                        gauge: ground.gauge))
            }
            outcomes.append(try await ConditionContest(query: workload.name, conditions: conditions).run(options))
        }
        return outcomes
    }

    private func encryption() async throws -> [ConditionContest.Outcome] {
        guard let url = options.tlsURL, let process = options.tlsGatewayPid else { return [] }
        return try await compare(
            [.byKey, .campaignsOfMany], ("in the clear", ground), ("TLS", try ground.behind(url, process: process)))
    }

    private func size() async throws -> [ConditionContest.Outcome] {
        guard let demo = options.largerDemo, let url = options.largerURL, let process = options.largerGatewayPid,
            let database = options.largerDatabaseURL
        else { return [] }
        let connection = try await AdminConnection.connect(try PostgresConfiguration(url: database))
        let larger = Ground(
            endpoint: try Endpoint(url: url), tenants: try await DemoTenant.read(demo, connection),
            gauge: Gauge(gateway: process, connection: connection))
        let times = "\(try await larger.rows() / ground.rows()) times the rows"
        return try await compare([.byKey, .campaigns, .campaignsOfMany, .followers], ("the demo", ground), (times, larger))
    }

    /// Ten tenants of many viewers, and as many tenants as viewers: all tenants are alike, and each viewer has a token.
    private func tenants() async throws -> ConditionContest.Outcome? {
        guard let url = options.crowdURL, let process = options.crowdGatewayPid, let database = options.crowdDatabaseURL,
            wants(.campaigns)
        else { return nil }
        let connection = try await AdminConnection.connect(try PostgresConfiguration(url: database))
        let crowd = try await Crowd.read(connection)
        func condition(_ tenants: [DemoTenant], of viewers: Int) async throws -> Condition {
            let ground = Ground(
                endpoint: try Endpoint(url: url), tenants: try await DemoTenant.asked(tenants, byBuyers: viewers, connection),
                gauge: Gauge(gateway: process, connection: connection))
            return Condition(
                name: "\(Double(tenants.count).text(places: 0)) tenants of \(Double(viewers).text(places: 0)) viewers",
                generator: try await ground.generator(.campaigns, requests: crowd.count, connections: options.gateway.connections),
                gauge: ground.gauge)
        }
        let few = try await condition(Array(crowd.prefix(10)), of: crowd.count / 10)
        let many = try await condition(crowd, of: 1)
        return try await ConditionContest(query: Workload.campaigns.name, conditions: [few, many]).run(options)
    }

    private func compare(
        _ workloads: [Workload], _ first: (name: String, ground: Ground), _ second: (name: String, ground: Ground)
    ) async throws -> [ConditionContest.Outcome] {
        var outcomes: [ConditionContest.Outcome] = []
        for workload in workloads where wants(workload) {
            var conditions: [Condition] = []
            for (name, ground) in [first, second] {
                conditions.append(
                    Condition(
                        name: name, generator: try await ground.generator(workload, connections: options.gateway.connections),
                        gauge: ground.gauge))
            }
            outcomes.append(try await ConditionContest(query: workload.name, conditions: conditions).run(options))
        }
        return outcomes
    }
}

extension Ground {
    /// About how many rows the graph's tables have.
    fileprivate func rows() async throws -> Int {
        let rows = try await connection.query("SELECT sum(n_live_tup)::bigint FROM pg_stat_user_tables WHERE schemaname = 'market'")
        guard let count = rows.text(row: 0, column: 0).flatMap({ Int($0) }), count > 0 else { throw BenchError("There are no rows.") }
        return count
    }
}
