import ArgumentParser

/// Which gateway is measured, and what it serves.
struct GatewayOptions: ParsableArguments {
    @Option(help: "The file with addresses and tokens that souk demo wrote.")
    var demo: String

    @Option(help: ArgumentHelp("The gateway's GraphQL endpoint.", valueName: "url"))
    var url: String

    @Option(help: ArgumentHelp("The gateway's process.", valueName: "pid"))
    var gatewayPid: Int32

    @Option(help: ArgumentHelp("The database as a role that bypasses row security.", valueName: "url"))
    var databaseURL: String

    @Option(help: "Keep-alive connections.")
    var connections = 64

    func validate() throws {
        guard connections > 0 else { throw ValidationError("Connections are at least 1.") }
    }
}
