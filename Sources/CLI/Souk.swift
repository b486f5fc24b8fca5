import ArgumentParser

@main
struct Souk: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "souk",
        abstract: "A multi-tenant GraphQL gateway over PostgreSQL.",
        subcommands: [
            ServeCommand.self,
            MigrateCommand.self,
            TenantCommand.self,
            TokenCommand.self,
            DemoCommand.self,
            ImportCommand.self,
            GraphQLCommand.self,
        ])
}
