extension DemoFile {
    /// Nested, short, and different for each role: who asks as a visitor learns less than who asks as an operator.
    private static let query =
        "{ campaigns(first: 2) { nodes { title status merchant { name } participants(first: 3) { nodes { merchant { name region } } } } } }"

    /// Prints the address, a token per role of the first tenant, and a query to try.
    func printBanner(path: String) {
        guard let tenant = tenants.first else { return }
        Terminal.print("")
        Terminal.print("Souk serves \(url)/graphql")
        Terminal.print("The explorer is at \(url)/, and for visitors at \(url)/t/\(tenant.name)/")
        Terminal.print("")
        Terminal.print(
            "Tokens of the tenant '\(tenant.name)'; those of \(tenants.dropFirst().map(\.name).joined(separator: ", ")) are in \(path):")
        for role in Self.roles {
            guard let token = tenant.tokens[role] else { continue }
            Terminal.print("  " + role + String(repeating: " ", count: max(1, 11 - role.count)) + token)
        }
        guard let token = tenant.tokens["merchant"] else { return }
        Terminal.print("")
        Terminal.print("Try:")
        Terminal.print("  curl -s \(url)/graphql \\")
        Terminal.print("    -H 'Authorization: Bearer \(token)' \\")
        Terminal.print("    -H 'Content-Type: application/json' \\")
        Terminal.print("    -d '{\"query\": \"\(Self.query)\"}'")
    }
}
