import GraphQLLanguage
import GraphQLSchema

/// The fields of the tables' object types: first what columns give, then where links lead.
struct RowFields {
    private(set) var sets: [FieldSet]
    var problems: [GraphProblem] = []
    var unions: [String: UnionDraft] = [:]
    let tables: [TableDraft]
    let links: [Link]
    let options: GraphOptions

    init(_ tables: [TableDraft], _ links: [Link], _ options: GraphOptions) {
        self.tables = tables
        self.links = links
        self.options = options
        self.sets = tables.map { FieldSet(type: $0.names.type) }
        for table in tables { addColumns(of: table) }
        for table in tables { addUnions(of: table) }
        addBackward()
        for table in tables { addThrough(table) }
    }

    /// The fields that lead to lists of a table's rows, with the type each of them is on.
    func lists(of table: Table.ID) -> [(type: String, field: FieldDraft)] {
        sets.flatMap { set in
            set.fields.compactMap { field in
                guard case .connection(let connection) = field.binding, connection.target == table else { return nil }
                return (set.type, field)
            }
        }
    }

    mutating func add(_ field: FieldDraft, to table: Table.ID, otherwise others: [String] = []) {
        do throws(GraphProblem) {
            try sets[table].add(field, otherwise: others)
        } catch {
            problems.append(error)
        }
    }

    /// Who passes all these guards; a conflict between them is a problem, and then nobody does.
    mutating func access(_ guards: [Guard?], _ object: String) -> Guard? {
        do throws(GraphProblem) {
            return try Guard.all(of: guards, for: object)
        } catch {
            problems.append(error)
            return Guard(roles: [])
        }
    }

    mutating func addColumns(of table: TableDraft) {
        add(
            FieldDraft(
                name: "id", type: .nonNull(.named("ID")), binding: .globalID,
                description: "The global id: `node(id:)` finds the row by it.",
                object: table.object), to: table.id)
        let forward = links.filter { $0.source == table.id && !$0.isForwardHidden && !isArm($0, of: table) }
        let covered = coveredColumns(of: table)
        let plain = table.columns.filter { $0.id != table.tenantColumn && $0.notes.hidden == nil && !covered.contains($0.id) }
        let names = Set(plain.map(\.fieldName))
        for column in table.columns {
            for link in forward where link.columns.last == column.id { addForward(link, besides: names) }
            if plain.contains(where: { $0.id == column.id }) { addColumn(column, of: table) }
        }
        guard options.exposeAll else { return }
        for column in table.columns where covered.contains(column.id) && column.notes.hidden == nil && !sets[table.id].has(column.fieldName)
        {
            addColumn(column, of: table)
        }
    }

    mutating func addColumn(_ column: ColumnDraft, of table: TableDraft) {
        guard !column.fieldName.isEmpty else {
            return problems.append(
                GraphProblem(
                    .nameImpossible, options.exposeAll ? .warning : .error, on: column.object, "Its name makes no GraphQL name.",
                    remedy: "Name its field with @name(as:), or hide it with @hidden."))
        }
        let field = FieldDraft(
            name: column.fieldName, type: column.outputType, binding: .column(column.id), access: column.notes.access,
            description: column.notes.description, deprecation: column.notes.deprecation, object: column.object)
        add(field, to: table.id, otherwise: options.exposeAll ? [column.fieldName + "Column"] : [])
    }

    /// The columns that say no more than the link they belong to, unless somebody named a field for them.
    func coveredColumns(of table: TableDraft) -> Set<Column.ID> {
        var covered: Set<Column.ID> = []
        for link in links where link.source == table.id && !link.isForwardHidden {
            covered.formUnion(link.columns.count == 1 ? link.columns : link.columns.filter { !table.localKey.contains($0) })
        }
        return covered.filter { table.columns[$0].notes.name == nil }
    }

    mutating func addForward(_ link: Link, besides names: Set<String>) {
        let source = tables[link.source]
        let target = tables[link.target]
        // A row that row security hides from the viewer is null, whatever the key says.
        let isOptional = target.source.hasRowSecurity || link.columns.contains { source.columns[$0].isNullable } || source.source.isView
        let reference = Reference(target: link.target, pairs: link.pairs, isOptional: isOptional)
        let named = TypeReference.named(target.names.type)
        let columns = Words(link.columns.flatMap { Words(of: source.columns[$0].source.name).list }).pascalCase
        var field = FieldDraft(
            name: link.forwardName, type: isOptional ? named : .nonNull(named), binding: .reference(reference),
            access: access(link.columns.map { source.columns[$0].notes.access }, link.object), links: [link],
            description: link.notes.description,
            deprecation: target.notes.deprecation, object: link.object)
        // A column keeps its name where everything is shown; elsewhere the administrator decides which of the two has it.
        let other = "\(link.forwardName)By\(columns)"
        if options.exposeAll, names.contains(field.name) { field.name = other }
        guard !names.contains(field.name) else {
            return problems.append(
                GraphProblem(
                    .fieldNameTaken, on: link.object, "\(source.names.type).\(field.name) is a column's field already.",
                    remedy: "Name this one with @name(forward:), or the column's with @name(as:)."))
        }
        add(field, to: link.source, otherwise: options.exposeAll ? [other] : [])
    }
}
