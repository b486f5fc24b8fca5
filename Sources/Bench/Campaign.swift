import Foundation
import Postgres

/// All measurements, in order: prepare, verify, find pgbench's best setting, take turns.
///
/// What is compared takes turns within each round, so that a machine that slows down slows all of them down; ratios are taken
/// within a round.
struct Campaign {
    let options: Bench
    let connection: AdminConnection

    func run() async throws -> Report {
        let endpoint = try Endpoint(url: options.gateway.url)
        let rivals = try options.against.map { text in
            let pair = try Bench.pair(text)
            return Rival(name: pair.name, endpoint: try Endpoint(url: pair.value))
        }
        let tenants = try await DemoTenant.read(options.gateway.demo, connection)
        let pgbench = try PGBench(program: options.pgbench, databaseURL: options.gateway.databaseURL)
        defer { pgbench.tidy() }
        let walled = try PGBench(program: options.pgbench, databaseURL: options.gatewayURL)
        let gauge = Gauge(gateway: options.gateway.gatewayPid, connection: connection)
        Remark.say("clients that wait")
        let waiting = try await IdleClients(endpoint: endpoint, gauge: gauge).run(tenants, connection)
        var long: LongAnswers.Outcome?
        if options.names.isEmpty {
            Remark.say("answers of megabytes")
            long = try await LongAnswers(endpoint: endpoint, gauge: gauge, options: options).run(tenants)
        }

        var outcomes: [Outcome] = []
        var costs: [AuthorizationCost] = []
        for workload in Workload.all where options.names.isEmpty || options.names.contains(workload.name) {
            Remark.say("\(workload.name): \(workload.title)")
            let keys = try await KeyRange.of(workload, in: tenants, connection)
            let asking = try await DemoTenant.asked(tenants, byBuyers: Workload.viewers, connection)
            let samples = RequestSample.make(4000, of: workload, keys: keys, tenants: asking)
            try await verify(workload, samples, endpoint, rivals)
            let contest = try await Contest.prepare(
                workload, samples, keys, endpoint: endpoint, rivals: rivals, pgbench: pgbench, gauge: gauge, options: options)
            outcomes.append(try await contest.run())
            guard !workload.isVariant else { continue }
            costs.append(
                try await AuthorizationCost.measure(
                    workload, samples[0], keys, walled: walled, bare: pgbench, gauge: gauge, options: options))
        }
        var writing: WriteContest.Outcome?
        if options.names.isEmpty || options.names.contains(Workload.publishing.name) {
            Remark.say("\(Workload.publishing.name): \(Workload.publishing.title)")
            writing = try await WriteContest(workload: .publishing, endpoint: endpoint, pgbench: walled, gauge: gauge, options: options)
                .run(tenants)
        }
        Remark.say("operations that were never seen")
        let cold = try await ColdOperations(endpoint: endpoint, gauge: gauge, options: options).run(tenants, connection)
        let conditions = try await Conditions(
            ground: Ground(endpoint: endpoint, tenants: tenants, gauge: gauge, pgbench: pgbench), options: options
        ).run()
        let machine = try await Machine.describe(connection, notes: try options.note.map(Bench.pair).map { ($0.name, $0.value) })
        return Report(
            outcomes: outcomes, costs: costs, writing: writing, long: long, cold: cold, conditions: conditions,
            memory: (waiting: waiting, loaded: gauge.memory),
            machine: machine, rivals: rivals.map(\.name), options: options)
    }

    private func verify(_ workload: Workload, _ samples: [RequestSample], _ endpoint: Endpoint, _ rivals: [Rival]) async throws {
        let check = SampleCheck(workload: workload, samples: Array(samples.prefix(12)))
        for rival in [Rival(name: "souk", endpoint: endpoint)] + rivals {
            try await check.run(rival.endpoint, named: rival.name, connection)
        }
    }
}

/// Another GraphQL server under the same load.
struct Rival {
    let name: String
    let endpoint: Endpoint
}

/// Progress for the person who waits, on standard error.
enum Remark {
    static func say(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data("    \(text)\n".utf8)) }
}
