import ArgumentParser

@main
struct Souk: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "souk",
        abstract: "A multi-tenant GraphQL gateway over PostgreSQL.",
        subcommands: [
            ServeCommand.self,
            ExplainCommand.self,
            TryCommand.self,
            MigrateCommand.self,
            TenantCommand.self,
            TokenCommand.self,
            AppCommand.self,
            RateCommand.self,
            SchemaCommand.self,
            DoctorCommand.self,
            DemoCommand.self,
            ImportCommand.self,
            GraphQLCommand.self,
        ])
}
