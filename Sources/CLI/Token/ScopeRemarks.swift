import Catalog
import GraphModel
import GraphQLLanguage
import Postgres

/// What there is to say of scopes that somebody names by hand.
enum ScopeRemarks {
    /// Says on standard error which of the scopes nothing in the graph asks for: a slip of the pen makes a token that opens nothing.
    ///
    /// They are no error: a scope may come before what asks for it. Silent where the catalog makes no graph yet.
    static func tell(_ scopes: [String], through connection: AdminConnection) async {
        guard !scopes.isEmpty, var snapshot = try? await CatalogReader().read(through: connection) else { return }
        // Whoever issues tokens may own the tables, and may not serve them: what the graph asks for is the same.
        snapshot.loginRole = CatalogSnapshot.LoginRole(name: snapshot.loginRole.name)
        for index in snapshot.relations.indices { snapshot.relations[index].isOwnedByLoginRole = false }
        guard let graph = try? GraphBuilder.build(snapshot, GraphOptions()) else { return }
        for remark in remarks(on: scopes, among: graph.knownScopes) { Terminal.remark(remark) }
    }

    static func remarks(on scopes: [String], among known: Set<String>) -> [String] {
        scopes.filter { !known.contains($0) }.map { scope in
            "Nothing in the graph asks for the scope \"\(scope)\": it opens nothing.\(Suggestions.didYouMean(scope, among: known.sorted()))"
        } + blind(scopes, among: known)
    }

    /// Who writes rows has to see them.
    private static func blind(_ scopes: [String], among known: Set<String>) -> [String] {
        scopes.filter(known.contains).compactMap { scope in
            guard scope.hasSuffix(":write") else { return nil }
            let reading = scope.dropLast(":write".count) + ":read"
            guard known.contains(String(reading)), !scopes.contains(String(reading)) else { return nil }
            return "With \(scope) and without \(reading), its holder does not see what it writes, and most writing asks for that."
        }
    }
}
