import Access
import ArgumentParser
import GraphModel

/// As whom a command looks at the graph.
struct ViewerOptions: ParsableArguments {
    @Option(help: "The tenant's id.")
    var tenant: Int64 = 0

    @Option(help: "anonymous, buyer, merchant, partner or operator.")
    var role = "anonymous"

    @Option(help: "The id of the buyer, staff member or app.")
    var subject: String?

    @Option(help: ArgumentHelp("Merchants that the viewer acts for, with commas.", valueName: "ids"))
    var merchants: String?

    @Option(
        help: ArgumentHelp("Scopes, with commas; without it scopes do not limit the viewer, unless it is a partner.", valueName: "names"))
    var scopes: String?

    func principal() throws -> Principal {
        guard let role = Role(rawValue: role) else { throw CommandError("--role is one of \(Role.allCases.map(\.rawValue)).") }
        return Principal(
            tenant: tenant, role: role, subject: subject,
            merchants: merchants?.split(separator: ",").compactMap { Int64($0) } ?? [],
            scopes: scopes?.split(separator: ",").map(String.init))
    }
}
