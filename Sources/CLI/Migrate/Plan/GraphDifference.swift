import Access
import GraphModel
import GraphQLSchema

/// What changes in the graph for those who see it change in the same way.
struct GraphDifference: Hashable {
    let audiences: [String]
    let changes: [SchemaChange]

    var breaks: Bool { changes.contains { $0.severity == .breaking } }

    /// Every audience in exactly one difference, those for whom nothing changes included; nothing without a graph before.
    static func between(_ before: Graph?, _ after: Graph, for audiences: [Audience]) -> [GraphDifference] {
        guard let before else { return [] }
        var known: [[SchemaMask.Fingerprint]: [SchemaChange]] = [:]
        var groups: [(changes: [SchemaChange], names: [String])] = []
        for audience in audiences {
            let views = [before, after].map { SchemaMask.fingerprint(of: $0, role: audience.role, scopes: audience.scopes) }
            let changes =
                known[views]
                ?? SchemaDiff.changes(
                    from: SchemaMask(of: before, role: audience.role, scopes: audience.scopes).schema,
                    to: SchemaMask(of: after, role: audience.role, scopes: audience.scopes).schema)
            known[views] = changes
            if let place = groups.firstIndex(where: { $0.changes == changes }) {
                groups[place].names.append(audience.name)
            } else {
                groups.append((changes, [audience.name]))
            }
        }
        return groups.map { GraphDifference(audiences: $0.names, changes: $0.changes) }
    }
}
