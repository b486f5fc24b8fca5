import GraphQLLanguage
import GraphQLSchema
import PostgresTypes

/// The input object that stands for a row in a parameter with `@argument(rows:, columns:)`.
struct RowInputDraft {
    let type: InputObjectType
    let input: RowInput
    /// Who has a field, where not everybody has who may call.
    private let guards: [(field: String, access: Guard?)]
    private let object: String

    /// - Parameters:
    ///   - columns: each a column of the table; `name!` where it must be given; `other: name` for a member called `other` that is like
    ///     the column.
    ///   - links: those of all tables; a foreign key of one column is given as the id of the row that it refers to.
    init(
        named name: String, of table: TableDraft, columns: [String], links: [Link], tables: [TableDraft], object: String,
        at location: SourceLocation
    ) throws(GraphProblem) {
        self.object = object
        var members: [InputValueDefinition] = []
        var fields: [RowInput.Field] = []
        var guards: [(field: String, access: Guard?)] = []
        for text in columns {
            let isRequired = text.hasSuffix("!")
            let parts = text.split(separator: ":").map { $0.drop { $0 == " " }.prefix { $0 != " " && $0 != "!" } }
            guard let named = parts.first, let columnName = parts.last, parts.count <= 2,
                let column = table.column(named: String(columnName)), column.notes.hidden == nil
            else {
                throw GraphProblem(
                    .columnUnknown, on: object, at: location, "\(text) names no column in the graph of \(table.source.qualifiedName).",
                    remedy: "Name columns that the gateway's role may read: name, name! or other: name.")
            }
            let member = String(named)
            let target = member == columnName ? Self.target(of: column, table, links, tables) : nil
            let own = member == columnName ? column.notes.name : nil
            guard let field = own ?? Naming.field(ofColumn: member) else {
                throw GraphProblem(
                    .nameImpossible, on: object, at: location, "The name of \(member) makes no GraphQL name.",
                    remedy: "Give the column one with @name(as:).")
            }
            guard !members.contains(where: { $0.name == field }) else {
                throw GraphProblem(
                    .fieldNameTaken, on: object, at: location, "Two of its columns are called \(field).", remedy: "Leave one out.")
            }
            guard target != nil || Self.isWritable(column.shape.type) else {
                throw GraphProblem(
                    .parameterShape, on: object, at: location,
                    "\(columnName) has the type \(column.source.sqlType), which no row can be given with.",
                    remedy: "Leave it out, or take it in a parameter of its own.")
            }
            let output = target == nil ? column.shape.output : .named("ID")
            members.append(
                InputValueDefinition(
                    name: field, description: member == columnName ? column.notes.description : nil,
                    type: isRequired ? .nonNull(output) : output, deprecationReason: isRequired ? nil : column.notes.deprecation))
            let stored = column.shape.enumNames.map { Dictionary($0.map { ($1, $0) }, uniquingKeysWith: { first, _ in first }) }
            let value: RowInput.Value =
                target.map { .id(typeName: $0.names.type, type: column.shape.type) } ?? .plain(column.shape.type, storedNames: stored)
            fields.append(RowInput.Field(name: field, column: member, value: value))
            guards.append((field, column.notes.writeAccess))
        }
        type = InputObjectType(
            name: name, description: "A `\(table.names.type)` as it is given; what is left out is not touched.", fields: Members(members))
        input = RowInput(fields: fields)
        self.guards = guards
    }

    func add(to parts: inout GraphParts) {
        parts.add(.inputObject(type), object: object)
        for (field, access) in guards { parts.guardField(field, on: type.name, access) }
    }

    /// The table whose rows' ids stand for the column's values: the one it refers to, or else its own. A key that is another row's is known by
    /// that row, which is there before.
    private static func target(of column: ColumnDraft, _ table: TableDraft, _ links: [Link], _ tables: [TableDraft]) -> TableDraft? {
        let link = links.first { $0.source == table.id && $0.columns == [column.id] && tables[$0.target].localKey.count == 1 }
        guard let link, link.pairs.contains(where: { $0.source == column.id && $0.target == tables[link.target].localKey[0] }) else {
            return table.localKey == [column.id] ? table : nil
        }
        return tables[link.target]
    }

    /// Whether JSON's form of a value is the one that the database reads.
    private static func isWritable(_ type: PostgresType) -> Bool {
        switch type.underlying {
        case .bytea, .composite, .range, .multirange, .other: false
        case .array(let element, _): isWritable(element)
        default: !type.travelsAsText
        }
    }
}
