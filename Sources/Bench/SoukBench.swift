import ArgumentParser
import Foundation

/// The program that measures: the gateway as a whole unless it is told otherwise.
@main
struct SoukBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "souk-bench", abstract: "Measure Souk.",
        subcommands: [Bench.self, LoadBench.self, LanguageBench.self, BudgetBench.self],
        defaultSubcommand: Bench.self)

    static func main() async {
        // A server that goes away is told of as an error, behind TLS too.
        signal(SIGPIPE, SIG_IGN)
        await main(nil)
    }
}
