package import GraphModel
package import GraphQLSchema

/// The part of a graph's schema that a role with certain scopes has.
///
/// What is not theirs is not in the schema at all, so validation, introspection, suggestions and the printed SDL cannot
/// speak of it.
package struct SchemaMask: Sendable {
    package let schema: Schema
    /// Equal for two viewers exactly when they have the same schema by the same rules; a part of every cache key.
    package let fingerprint: Fingerprint

    package struct Fingerprint: Sendable, Hashable {
        package let graph: String
        package let role: Role
        /// The viewer's scopes as far as the graph knows them, in order; nil when scopes do not limit the viewer.
        package let scopes: [String]?
        /// The kinds of things of which the viewer has only some, as far as the graph knows them: statements then say so.
        package let limitedKinds: Set<String>
    }

    package init(of graph: Graph, role: Role, scopes: Set<String>?, limitedKinds: Set<String> = []) {
        self.fingerprint = Self.fingerprint(of: graph, role: role, scopes: scopes, limitedKinds: limitedKinds)
        self.schema = SchemaReduction(of: graph.schema) { coordinate in
            let guardRule =
                switch coordinate {
                case .type(let name): graph.guardOfType(name)
                case .field(let type, let field): graph.guardOfField(field, on: type)
                }
            return guardRule?.admits(role: role, scopes: scopes) ?? true
        }.reduced()
    }

    package static func fingerprint(
        of graph: Graph, role: Role, scopes: Set<String>?, limitedKinds: Set<String> = []
    ) -> Fingerprint {
        Fingerprint(
            graph: graph.fingerprint, role: role, scopes: scopes.map { $0.intersection(graph.knownScopes).sorted() },
            limitedKinds: limitedKinds.intersection(graph.limitKinds))
    }
}
