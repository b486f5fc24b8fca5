import GraphQLSchema

/// Writes queries that ask for everything a schema has: each connection of the root, each field of its rows, and what those
/// rows lead to, one step far.
struct SchemaWalk {
    let schema: Schema
    /// Rows asked for of each connection of the root.
    var rows = 80
    /// Rows asked for of each connection below.
    var rowsBelow = 5

    /// A query for each connection of the root, by the field's name.
    func queries() -> [(field: String, query: String)] {
        guard let root = schema.queryType, let fields = schema.type(named: root)?.fields else { return [] }
        return fields.compactMap { field in
            guard let row = rowType(of: field) else { return nil }
            let page = "\(count(of: field)) edges { cursor node { \(everything(of: row)) } }"
            return (field.name, "{ \(field.name)(first: \(rows)) { \(page) } }")
        }
    }

    /// The field that counts a connection's rows; what a function finds has none.
    private func count(of field: FieldDefinition) -> String {
        schema.type(named: field.type.innermost)?.fields?["totalCount"] == nil ? "__typename" : "totalCount"
    }

    /// The type of the rows that a connection's field leads to; nil for every other field, and for one that must be told what to look for.
    private func rowType(of field: FieldDefinition) -> String? {
        guard !field.arguments.contains(where: \.isRequired), field.arguments.contains(where: { $0.name == "first" }) else { return nil }
        let nodes = schema.type(named: field.type.innermost)?.fields?.first { $0.name == "nodes" }
        return nodes?.type.innermost
    }

    /// A row's own values and, one step on, those of the rows it leads to.
    private func everything(of type: String) -> String {
        let fields = schema.type(named: type)?.fields.map(Array.init) ?? []
        let further = fields.compactMap { field -> String? in
            if let row = rowType(of: field) {
                return "\(field.name)(first: \(rowsBelow)) { \(count(of: field)) nodes { \(values(of: row)) } }"
            }
            guard field.arguments.isEmpty, let target = schema.type(named: field.type.innermost), target.isComposite else { return nil }
            guard target.isAbstract else { return "\(field.name) { \(values(of: target.name)) }" }
            // Under a name of its own: what is text in one member may be something else in another.
            let members = schema.possibleTypes(of: target.name).map { member in "... on \(member) { \(values(of: member, prefix: member)) }"
            }
            return "\(field.name) { __typename \(members.joined(separator: " ")) }"
        }
        return ([values(of: type)] + further).joined(separator: " ")
    }

    private func values(of type: String, prefix: String? = nil) -> String {
        let leaves = (schema.type(named: type)?.fields.map(Array.init) ?? []).filter { field in
            field.arguments.isEmpty && schema.type(named: field.type.innermost)?.isLeaf == true
        }
        return (["__typename"] + leaves.map { field in prefix.map { "\($0)_\(field.name): \(field.name)" } ?? field.name })
            .joined(separator: " ")
    }
}
