import GraphQLLanguage
import GraphQLSchema

/// The fields of the tables' object types: first what columns give, then where links lead.
struct RowFields {
    private(set) var sets: [FieldSet]
    private(set) var problems: [GraphProblem] = []
    private(set) var unions: [String: UnionDraft] = [:]
    private let tables: [TableDraft]
    private let links: [Link]
    private let options: GraphOptions

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

    private mutating func add(_ field: FieldDraft, to table: Table.ID, otherwise others: [String] = []) {
        do throws(GraphProblem) {
            try sets[table].add(field, otherwise: others)
        } catch {
            problems.append(error)
        }
    }

    /// Who passes all these guards; a conflict between them is a problem, and then nobody does.
    private mutating func access(_ guards: [Guard?], _ object: String) -> Guard? {
        do throws(GraphProblem) {
            return try Guard.all(of: guards, for: object)
        } catch {
            problems.append(error)
            return Guard(roles: [])
        }
    }

    // MARK: Columns and the links forward

    private mutating func addColumns(of table: TableDraft) {
        add(
            FieldDraft(
                name: "id", type: .nonNull(.named("ID")), binding: .globalID,
                description: "The global id: `node(id:)` finds the row by it.",
                object: table.object), to: table.id)
        let forward = links.filter { $0.source == table.id && !$0.isForwardHidden && !isArm($0, of: table) }
        let covered = coveredColumns(of: table)
        for column in table.columns {
            for link in forward where link.columns.last == column.id { addForward(link) }
            guard column.id != table.tenantColumn, column.notes.hidden == nil, !covered.contains(column.id) else { continue }
            addColumn(column, of: table)
        }
        guard options.exposeAll else { return }
        for column in table.columns where covered.contains(column.id) && column.notes.hidden == nil && !sets[table.id].has(column.fieldName)
        {
            addColumn(column, of: table)
        }
    }

    private mutating func addColumn(_ column: ColumnDraft, of table: TableDraft) {
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
    private func coveredColumns(of table: TableDraft) -> Set<Column.ID> {
        var covered: Set<Column.ID> = []
        for link in links where link.source == table.id && !link.isForwardHidden {
            covered.formUnion(link.columns.count == 1 ? link.columns : link.columns.filter { !table.localKey.contains($0) })
        }
        return covered.filter { table.columns[$0].notes.name == nil }
    }

    private mutating func addForward(_ link: Link) {
        let source = tables[link.source]
        let target = tables[link.target]
        // A row that row security hides from the viewer is null, whatever the key says.
        let isOptional = target.source.hasRowSecurity || link.columns.contains { source.columns[$0].isNullable } || source.source.isView
        let reference = Reference(target: link.target, pairs: link.pairs, isOptional: isOptional)
        let named = TypeReference.named(target.names.type)
        let columns = Words(link.columns.flatMap { Words(of: source.columns[$0].source.name).list }).pascalCase
        let field = FieldDraft(
            name: link.forwardName, type: isOptional ? named : .nonNull(named), binding: .reference(reference),
            access: access(link.columns.map { source.columns[$0].notes.access }, link.object), description: link.notes.description,
            deprecation: target.notes.deprecation, object: link.object)
        add(field, to: link.source, otherwise: options.exposeAll ? ["\(link.forwardName)By\(columns)"] : [])
    }

    // MARK: Exclusive references

    private func isArm(_ link: Link, of table: TableDraft) -> Bool {
        let names = link.columns.map { table.columns[$0].source.name }
        return table.notes.unions.contains { names.count == 1 && $0.value.columns.contains(names[0]) }
    }

    private mutating func addUnions(of table: TableDraft) {
        for union in table.notes.unions {
            let arms = union.value.columns.compactMap { name in
                links.first { $0.source == table.id && $0.columns.map { table.columns[$0].source.name } == [name] }
            }
            guard arms.count == union.value.columns.count else {
                problems.append(
                    GraphProblem(
                        .foreignKeyUnknown, on: table.object, at: union.location,
                        "Each of \(union.value.columns.joined(separator: ", ")) must be a foreign key of its own to a table in the graph.",
                        remedy: "Name the columns of such foreign keys in of:."))
                continue
            }
            let targets = arms.map(\.target)
            let draft = UnionDraft(name: union.value.name, members: targets, object: table.object)
            if let other = unions[draft.name], Set(other.members) != Set(targets) {
                problems.append(
                    GraphProblem(
                        .typeNameTaken, on: table.object, at: union.location,
                        "\(other.object) has a union \(draft.name) with other members.",
                        remedy: "Give one of them another name."))
                continue
            }
            unions[draft.name] = unions[draft.name] ?? draft
            let references = arms.map { Reference(target: $0.target, pairs: $0.pairs, isOptional: true) }
            let field = FieldDraft(
                name: union.value.field, type: .named(draft.name),
                binding: .exclusiveReference(ExclusiveReference(unionName: draft.name, arms: references)),
                access: access(armGuards(arms, of: table), table.object), object: table.object)
            add(field, to: table.id)
        }
    }

    /// The guards of the arms' columns that ask for more than the types they lead to: whoever has not the type has not the arm anyway.
    private func armGuards(_ arms: [Link], of table: TableDraft) -> [Guard?] {
        arms.flatMap { arm in
            arm.columns.map { column -> Guard? in
                let type = tables[arm.target].notes.access ?? Guard()
                guard let own = table.columns[column].notes.access else { return nil }
                let isCovered = type.roles.isSubset(of: own.roles) && (own.readScope == nil || own.readScope == type.readScope)
                return isCovered ? nil : own
            }
        }
    }

    // MARK: Links backward

    private mutating func addBackward() {
        let names = BackwardNames(links, tables)
        for (position, link) in links.enumerated() where !link.isBackwardHidden {
            let source = tables[link.source]
            let access = access(link.columns.map { source.columns[$0].notes.access }, link.object)
            let others = options.exposeAll ? ["\(names[position])By\(link.forward.pascalCase)"] : []
            let field =
                link.isToOne
                ? FieldDraft(
                    name: names[position], type: .named(source.names.type),
                    binding: .reference(Reference(target: link.source, pairs: link.backwardPairs, isOptional: true)), access: access,
                    deprecation: source.notes.deprecation, object: link.object)
                : connectionField(
                    names[position], to: source, Connection(target: link.source, pairs: link.backwardPairs), access, link.object)
            add(field, to: link.target, otherwise: others)
        }
    }

    private func connectionField(
        _ name: String, to target: TableDraft, _ connection: Connection, _ access: Guard?, _ object: String
    ) -> FieldDraft {
        FieldDraft(
            name: name, type: .nonNull(.named(target.names.type + "Connection")), binding: .connection(connection), access: access,
            deprecation: target.notes.deprecation, object: object)
    }

    // MARK: Join tables

    private mutating func addThrough(_ table: TableDraft) {
        let own = links.filter { $0.source == table.id && $0.notes.hidden != .whole }
        for note in table.notes.throughs {
            let ends = [note.value.from, note.value.to].map { name in
                own.first { $0.columns.map { table.columns[$0].source.name } == [name] }
            }
            guard let from = ends[0], let to = ends[1] else {
                problems.append(
                    GraphProblem(
                        .foreignKeyUnknown, on: table.object, at: note.location,
                        "\(note.value.from) and \(note.value.to) must each be a foreign key of its own to a table in the graph.",
                        remedy: "Name the columns of such foreign keys."))
                continue
            }
            addThrough(table, from, to, named: note.value.field)
        }
        // Who declares one way decides for all ways.
        guard table.notes.throughs.isEmpty, own.count == 2, Set(own.flatMap(\.columns)) == Set(table.localKey),
            own.allSatisfy({ $0.columns.count < table.localKey.count })
        else { return }
        for (from, to) in [(own[0], own[1]), (own[1], own[0])] where from.notes.hidden == nil && to.notes.hidden == nil {
            addThrough(table, from, to, named: nil)
        }
    }

    private mutating func addThrough(_ table: TableDraft, _ from: Link, _ to: Link, named name: String?) {
        let columns = (from.columns + to.columns).map { table.columns[$0].notes.access }
        let connection = Connection(
            target: to.target, pairs: from.backwardPairs, through: Connection.Through(table: table.id, pairs: to.pairs))
        let plural = to.forward.plural.camelCase
        let field = connectionField(
            name ?? plural, to: tables[to.target], connection, access([table.notes.access] + columns, table.object), table.object)
        add(field, to: from.target, otherwise: name == nil ? ["\(plural)Via\(table.names.type)"] : [])
    }
}

/// A union of tables on its way.
struct UnionDraft {
    let name: String
    let members: [Table.ID]
    let object: String
}
