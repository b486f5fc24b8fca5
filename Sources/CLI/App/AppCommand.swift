import ArgumentParser

struct AppCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "app",
        abstract: "Register partners' apps, which shops' owners then authorise.",
        discussion: """
            EXAMPLES
              souk app register MaiMai --tenant lotus --redirect-uri https://maimai.example/back
              souk app list --tenant lotus
              souk app rotate-secret MaiMai --tenant lotus --overlap 1d
              souk app disable MaiMai --tenant lotus
            """,
        subcommands: [AppRegister.self, AppList.self, AppRotateSecret.self, AppDisable.self, AppEnable.self])
}

/// Which app of which tenant.
struct AppOptions: ParsableArguments {
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var output: OutputOptions

    @Option(help: ArgumentHelp("The tenant it belongs to. (SOUK_TENANT)", valueName: "name"))
    var tenant: String?

    func tenantName() throws -> String {
        guard let name = tenant ?? Environment.value("SOUK_TENANT") else { throw CommandError("Of which tenant? Say --tenant.") }
        return name
    }
}
