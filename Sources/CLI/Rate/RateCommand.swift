import ArgumentParser

struct RateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rate",
        abstract: "Limit how much viewers may ask for in a minute.",
        discussion: """
            A limit is counted in rows, which is what a request costs: what it might read, of which it gets back what it did not. Every request
            counts as one at least. Each buyer, member of staff and app has a whole one, whatever tokens they use; each visitor's address too.
            An app's limit counts before its tenant's, and that before the one of every tenant. Running gateways hear of a change; each of them
            counts for itself.

            EXAMPLES
              souk rate set partner --every-tenant --rows-per-minute 120000
              souk rate set anonymous --tenant lotus --rows-per-minute 20000 --burst 5000
              souk rate set partner --tenant lotus --app MaiMai --unlimited
              souk rate list
              souk rate clear anonymous --tenant lotus
            """,
        subcommands: [RateSet.self, RateList.self, RateClear.self])
}
