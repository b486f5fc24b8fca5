import GraphModel
import GraphQLSchema

/// Writes small operations that together ask for every field of a graph: each field of the root, and each field of what it leads to.
struct FieldWalk {
    let schema: Schema

    /// Lists and pages lead to rows, rows to further rows: what is below these is reached from another field of the root.
    private static let depth = 6

    /// The operations' texts. Arguments that must be given are variables, as planning needs no values.
    func operations() -> [String] {
        guard let root = schema.queryType, let fields = schema.type(named: root)?.fields else { return [] }
        return fields.filter { !$0.name.hasPrefix("__") }.flatMap(operations)
    }

    /// One operation for each field of what a field of the root leads to, so that none grows beyond what a request may ask.
    private func operations(_ field: FieldDefinition) -> [String] {
        var variables = Variables()
        guard let type = schema.type(named: field.type.innermost), type.isComposite else {
            let selection = call(field, &variables)
            return [variables.operation(selection)]
        }
        return paths(from: type.name, depth: Self.depth, rows: 0).map { path in
            var variables = Variables()
            let head = call(field, &variables)
            return variables.operation("\(head) { \(path(&variables)) }")
        }
    }

    private typealias Writing = (inout Variables) -> String

    /// The ways from a type to each of its fields: through pages and edges to rows, through a row to the values of the next.
    private func paths(from type: String, depth: Int, rows: Int) -> [Writing] {
        guard depth > 0, let named = schema.type(named: type) else { return [{ _ in "__typename" }] }
        if named.isAbstract {
            return schema.possibleTypes(of: type).flatMap { member in
                paths(from: member, depth: depth - 1, rows: rows).map { path in { "... on \(member) { \(path(&$0)) }" } }
            }
        }
        return (named.fields ?? Members([])).flatMap { field -> [Writing] in
            guard let target = schema.type(named: field.type.innermost), target.isComposite else {
                return [{ call(field, &$0) }]
            }
            // Rows have an id, pages and their parts do not.
            let isRow = target.isAbstract || target.fields?.contains { $0.name == "id" } == true
            guard rows + (isRow ? 1 : 0) <= 2 else { return [{ "\(call(field, &$0)) { __typename }" }] }
            let below = paths(from: target.name, depth: depth - 1, rows: rows + (isRow ? 1 : 0))
            return below.map { path in { "\(call(field, &$0)) { \(path(&$0)) }" } }
        }
    }

    private func call(_ field: FieldDefinition, _ variables: inout Variables) -> String {
        let arguments = field.arguments.filter { argument in
            if case .nonNull = argument.type { argument.defaultValue == nil } else { false }
        }
        guard !arguments.isEmpty else { return field.name }
        let given = arguments.map { "\($0.name): \(variables.add($0.type))" }
        return "\(field.name)(\(given.joined(separator: ", ")))"
    }

    /// The variables of an operation in the making.
    private struct Variables {
        private var types: [TypeReference] = []

        mutating func add(_ type: TypeReference) -> String {
            types.append(type)
            return "$v\(types.count)"
        }

        func operation(_ selection: String) -> String {
            let declared = types.enumerated().map { "$v\($0.offset + 1): \($0.element)" }.joined(separator: ", ")
            return types.isEmpty ? "{ \(selection) }" : "query (\(declared)) { \(selection) }"
        }
    }
}
