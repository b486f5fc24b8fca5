import ArgumentParser

@main
struct Souk: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "A multi-tenant GraphQL gateway over PostgreSQL.")
}
