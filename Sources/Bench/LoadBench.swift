import ArgumentParser
import Postgres

/// Load by itself, for a profiler and for trying a change: without pgbench, and without waiting for a whole report.
struct LoadBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load",
        abstract: "Keep a running gateway busy with one query, and print requests a second and CPU, round by round.",
        discussion: """
            EXAMPLE
              deploy/bench --quick --keep --only Q1   # leaves a database behind; serve it, then
              souk-bench load --query Q1 --demo .souk-bench/demo-souk_1.json --url http://127.0.0.1:8080/graphql \\
                --gateway-pid $! --database-url "postgresql://postgres@/souk_1?host=$PWD/.souk-bench/postgres/socket"
            """)

    @Option(help: ArgumentHelp("Which query: Q1 to Q4, Q2m, or unseen, of which none is like another.", valueName: "name"))
    var query = "Q1"

    @OptionGroup var gateway: GatewayOptions

    @Option(help: "Rounds.")
    var rounds = 3

    @Option(help: "Seconds of each round.")
    var seconds = 3
    func run() async throws {
        let isUnseen = query == "unseen"
        guard let workload = isUnseen ? .byKey : Workload.all.first(where: { $0.name == query }) else {
            throw BenchError("There is no query \(query).")
        }
        let connection = try await AdminConnection.connect(try PostgresConfiguration(url: gateway.databaseURL))
        let endpoint = try Endpoint(url: gateway.url)
        let tenants = try await DemoTenant.asked(
            DemoTenant.read(gateway.demo, connection), byBuyers: Workload.viewers, connection)
        let keys = try await KeyRange.of(workload, in: tenants, connection)
        let samples = RequestSample.make(isUnseen ? ColdOperations.count : 4000, of: workload, keys: keys, tenants: tenants)
        let requests = (isUnseen ? ColdOperations.unseen(samples) : samples.map(\.request)).map { $0.bytes(to: endpoint) }
        let generator = try LoadGenerator(
            endpoint, requests: requests, connections: gateway.connections, order: isUnseen ? .inTurn : .atRandom)
        let gauge = Gauge(gateway: gateway.gatewayPid, connection: connection)
        _ = try generator.run(seconds: 1)
        for _ in 0..<rounds {
            let (load, usage) = try await gauge.measure { try generator.run(seconds: Double(seconds)) }
            func perAnswer(_ seconds: Double) -> String { (seconds / Double(load.answers) * 1e6).text(places: 1) }
            print(
                "\(query): \(load.perSecond.text(places: 0))/s, CPU µs a request: gateway \(perAnswer(usage.gateway)),"
                    + " PostgreSQL \(perAnswer(usage.postgres)); \(load.failures) failed")
        }
    }
}
