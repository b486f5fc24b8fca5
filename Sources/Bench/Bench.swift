import ArgumentParser
import Foundation
import Postgres

struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gateway",
        abstract: "Measure a running gateway beside pgbench on the same database. deploy/bench starts everything that this needs.")

    @OptionGroup var gateway: GatewayOptions

    @Option(help: ArgumentHelp("The database as the gateway's role, for souk explain.", valueName: "url"))
    var gatewayURL: String

    @Option(help: ArgumentHelp("The souk program.", valueName: "path"))
    var souk: String

    @Option(help: ArgumentHelp("The pgbench program.", valueName: "path"))
    var pgbench = "/usr/bin/pgbench"

    @Option(help: ArgumentHelp("Another GraphQL endpoint that answers the same queries and tokens; again for more.", valueName: "name=url"))
    var against: [String] = []

    @Option(help: "Rounds of each measurement.")
    var rounds = 5

    @Option(help: "Seconds of each measurement.")
    var seconds = 5

    @Option(name: .customLong("only"), help: ArgumentHelp("Only this query, such as Q2; again for more.", valueName: "name"))
    var names: [String] = []

    @Option(name: .customLong("tls-url"), help: ArgumentHelp("The same database behind a gateway with TLS.", valueName: "url"))
    var tlsURL: String?

    @Option(name: .customLong("tls-gateway-pid"), help: ArgumentHelp("That gateway's process.", valueName: "pid"))
    var tlsGatewayPid: Int32?

    @Option(help: "The file that souk demo wrote for a larger demo.")
    var largerDemo: String?

    @Option(help: ArgumentHelp("The endpoint of a gateway that serves it.", valueName: "url"))
    var largerURL: String?

    @Option(help: ArgumentHelp("That gateway's process.", valueName: "pid"))
    var largerGatewayPid: Int32?

    @Option(help: ArgumentHelp("Its database as a role that bypasses row security.", valueName: "url"))
    var largerDatabaseURL: String?

    @Option(
        help: ArgumentHelp("The endpoint of a gateway with tenants by the thousand, which deploy/lib/crowd.sql makes.", valueName: "url"))
    var crowdURL: String?

    @Option(help: ArgumentHelp("That gateway's process.", valueName: "pid"))
    var crowdGatewayPid: Int32?

    @Option(help: ArgumentHelp("Its database as a role that bypasses row security.", valueName: "url"))
    var crowdDatabaseURL: String?

    @Option(help: ArgumentHelp("A remark for the report's head.", valueName: "name=text"))
    var note: [String] = []

    @Option(help: ArgumentHelp("Also write the report as Markdown.", valueName: "path"))
    var markdown: String?

    func validate() throws {
        guard rounds > 0, seconds > 0 else { throw ValidationError("Rounds and seconds are at least 1.") }
        let unknown = names.filter { name in !(Workload.all + [.publishing]).contains { $0.name == name } }
        guard unknown.isEmpty else { throw ValidationError("There is no query \(unknown.joined(separator: ", ")).") }
    }

    func run() async throws {
        let connection: AdminConnection
        do { connection = try await AdminConnection.connect(try PostgresConfiguration(url: gateway.databaseURL)) } catch {
            throw BenchError("The database cannot be reached: \(error)")
        }
        let report = try await Campaign(options: self, connection: connection).run()
        print(report.text)
        try markdown.map { try report.markdown.write(toFile: $0, atomically: true, encoding: .utf8) }
    }

    /// `NAME=VALUE` in two.
    static func pair(_ text: String) throws -> (name: String, value: String) {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { throw BenchError("\(text) is not NAME=VALUE.") }
        return (parts[0], parts[1])
    }
}
