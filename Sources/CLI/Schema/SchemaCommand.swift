import ArgumentParser

struct SchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "The graph that a database makes: print it, check it, compare it.",
        subcommands: [SchemaPrint.self, SchemaCheck.self, SchemaCompare.self])
}
