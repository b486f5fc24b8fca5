import GraphQLSchema

/// Writes operations that together ask for every field of a graph: from each field of the root to rows, of these for everything they have,
/// and of the rows that they lead to for their ids.
struct FieldWalk {
    let schema: Schema

    /// Of a row, so many fields in one operation: more could lead to more tables than one statement may read.
    private static let window = 3

    /// The operations' texts. Arguments that must be given are variables, as planning needs no values; but for what rows are grouped by,
    /// which is everything that they can be grouped by.
    func operations() -> [String] {
        guard let root = schema.queryType, let fields = schema.type(named: root)?.fields else { return [] }
        let most = schema.types.map { $0.fields?.count ?? 0 }.max() ?? 0
        return fields.filter { !$0.name.hasPrefix("__") }.flatMap { field in
            var texts: [String] = []
            for start in stride(from: 0, to: max(most, 1), by: Self.window) {
                var pen = Pen(fields: start..<start + Self.window)
                let selection = write(field, level: 0, &pen)
                let text = pen.operation(selection)
                // A window beyond a type's last field asks for what the one before did.
                if !texts.contains(text) { texts.append(text) }
            }
            return texts
        }
    }

    /// A field with its arguments and what is selected of it; `level` counts the rows that led here.
    private func write(_ field: FieldDefinition, level: Int, _ pen: inout Pen) -> String {
        let required = field.arguments.filter { argument in
            if case .nonNull = argument.type { argument.defaultValue == nil } else { false }
        }
        let arguments = required.map { "\($0.name): \(choices(of: $0.type) ?? pen.variable($0.type))" }.joined(separator: ", ")
        let call = field.name + (required.isEmpty ? "" : "(\(arguments))")
        guard let target = schema.type(named: field.type.innermost), target.isComposite else { return call }
        // The rows of edges are those of nodes.
        return "\(call) { \(selection(of: target, level: field.name == "edges" ? max(level, 1) : level, &pen)) }"
    }

    /// All values of an enum as a list; nil for a type that is no list of such.
    private func choices(of type: TypeReference) -> String? {
        guard case .list = type.nullable, case .enum(let values)? = schema.type(named: type.innermost) else { return nil }
        return "[\(values.values.map(\.name).joined(separator: ", "))]"
    }

    private func selection(of type: NamedType, level: Int, _ pen: inout Pen) -> String {
        if type.isAbstract {
            let members = schema.possibleTypes(of: type.name).map { "... on \($0) { __typename }" }
            return (["__typename"] + members).joined(separator: " ")
        }
        let fields = type.fields.map(Array.init) ?? []
        // Rows have a global id; pages and their parts have none.
        guard fields.contains(where: { $0.name == "id" }) else {
            return (["__typename"] + fields.map { write($0, level: level, &pen) }).joined(separator: " ")
        }
        guard level == 0 else { return "__typename id" }
        let shown = fields.enumerated().filter { pen.fields.contains($0.offset) }.map(\.element)
        return (["__typename"] + shown.map { write($0, level: 1, &pen) }).joined(separator: " ")
    }

    /// An operation in the making.
    private struct Pen {
        /// Which fields of a row it asks for.
        let fields: Range<Int>
        private var types: [TypeReference] = []

        init(fields: Range<Int>) { self.fields = fields }

        mutating func variable(_ type: TypeReference) -> String {
            types.append(type)
            return "$v\(types.count)"
        }

        func operation(_ selection: String) -> String {
            let declared = types.enumerated().map { "$v\($0.offset + 1): \($0.element)" }.joined(separator: ", ")
            return types.isEmpty ? "{ \(selection) }" : "query (\(declared)) { \(selection) }"
        }
    }
}
