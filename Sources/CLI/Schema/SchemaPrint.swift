import Access
import ArgumentParser
import GraphModel
import GraphQLSchema

struct SchemaPrint: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "print",
        abstract: "Print the graph as SDL: all of it, or what one role sees.",
        discussion: """
            Connect as the role that serves: what it may not read is not in the graph.

            EXAMPLES
              souk schema print
              souk schema print --as partner --scope products:read,campaigns:read
              souk schema print --tenancy none --expose-all --database-url postgresql://localhost/chinook
            """)

    @OptionGroup var catalog: CatalogOptions

    @Option(name: [.customLong("as"), .customLong("role")], help: "As this role has it: anonymous, buyer, merchant, partner or operator.")
    var role: String?

    @Option(
        name: [.customLong("scope"), .customLong("scopes")],
        help: ArgumentHelp(
            "With a token of this scope; again, or with commas, for more. Without any no scope limits the role.", valueName: "scope"))
    var scopes: [ScopeList] = []

    func run() async throws {
        let viewer = try role.map { name in
            guard let role = Role(rawValue: name) else {
                throw CommandError("--as is one of \(Role.allCases.map(\.rawValue).joined(separator: ", ")), not \(name).")
            }
            return role
        }
        guard viewer != nil || scopes.isEmpty else { throw CommandError("--scope needs --as.") }
        let graph = try await catalog.build()
        let names = scopes.names.map(Set.init)
        let schema = viewer.map { SchemaMask(of: graph, role: $0, scopes: names).schema } ?? graph.schema
        Terminal.print(SchemaPrinter.print(schema))
    }
}
