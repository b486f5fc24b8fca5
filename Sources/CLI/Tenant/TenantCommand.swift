import ArgumentParser

struct TenantCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tenant",
        abstract: "Open, list and close marketplaces.",
        discussion: """
            EXAMPLES
              souk tenant create lotus --title "Lotus Market" --host lotus.example
              souk tenant list --json
              souk tenant disable lotus
            """,
        subcommands: [TenantCreate.self, TenantList.self, TenantDisable.self, TenantEnable.self])
}
