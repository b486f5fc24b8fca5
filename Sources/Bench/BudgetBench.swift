import Access
import ArgumentParser
import GraphModel

/// What a request may take that can be counted instead of timed: the same on a busy machine as on a quiet one.
struct BudgetBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "budget",
        abstract: "Count the allocations of cached reads, and fail when they are more than they were meant to be.",
        discussion: """
            The engine runs in this process, below HTTP, before a database with the demo in it. With --requests so many requests are \
            run and nothing is counted, for a tool that looks on.

            EXAMPLE
              souk-bench budget --gateway-url "postgresql://souk_gateway@/souk?host=/run/postgresql"
            """)

    @Option(help: ArgumentHelp("The database as the gateway's role.", valueName: "url"))
    var gatewayURL: String

    @Option(help: "The tenant of the demo that is asked.")
    var tenant: Int64 = 1

    @Option(help: "Only run so many requests.")
    var requests: Int?

    @Option(help: ArgumentHelp("What these ask: Q1 to Q4 as deploy/bench measures them, with the first key.", valueName: "name"))
    var query = "Q1"

    func run() async throws {
        let ground = try await BudgetGround(gatewayURL)
        let viewer = Principal(tenant: tenant, role: .buyer, subject: "1")
        if let requests {
            guard let workload = Workload.all.first(where: { $0.name == query }) else { throw BenchError("There is no query \(query).") }
            _ = try await ground.allocations(workload.query, workload.variables(key: 1), as: viewer, times: requests)
            return
        }
        var table = Table("Allocations", ["what", "counted", "budget"])
        var isExceeded = false
        for budget in Budget.all {
            let counted = try await budget.count(ground, viewer)
            table.add([budget.title, counted.text(places: 2), budget.most.text(places: 2)])
            isExceeded = isExceeded || counted > budget.most
        }
        print(table.text)
        guard !isExceeded else { throw BenchError("A budget is exceeded: find out why, or raise it in Budget.swift and say why it pays.") }
    }
}
