import GraphQLSchema

/// Makes a graph of a catalog: the only way to have one.
package enum GraphBuilder {
    /// Builds the graph that a catalog describes.
    ///
    /// - Throws: every problem there is at once, when at least one of them makes the graph unsound or unsafe. Warnings of a graph that was
    ///   built are in `Graph.warnings`.
    package static func build(_ snapshot: CatalogSnapshot, _ options: GraphOptions = GraphOptions()) throws(GraphBuildError) -> Graph {
        var selection = TableSelection(snapshot, options)
        let tables = UniqueNames.settle(selection.tables, options)
        let finding = LinkFinding(tables)
        var rows = RowFields(tables, finding.links, options)
        var problems = selection.problems
        let functions = FunctionFields(
            snapshot, tables, finding.links, &selection.types, &selection.documents, options, problems: &problems)
        for (table, field) in functions.onRows + functions.abilities.rowFields { rows.add(field, to: table) }
        problems.report(finding.problems + rows.problems)
        problems.report(SafetyRules(options: options, role: snapshot.loginRole, tables: tables).problems(links: finding.links))

        let relations = RelationInputs(rows, options)
        let filters = tables.map { ServedFilters(of: $0, options: options) }
        let orders = tables.map { table in
            let lists = finding.links.filter { $0.source == table.id && !$0.isBackwardHidden && !$0.isToOne }.map(\.columns)
            return ServedOrders(of: table, lists: lists, options: options)
        }
        let types = tables.map { table in
            let led = relations.inputs[table.id].map { $0.leading(to: filters[$0.target], orders[$0.target]) }
            return TableTypes(
                table: table,
                filters: ListFilters(of: table, all: filters[table.id], relations: led, lists: rows.lists(of: table.id), options: options),
                orders: orders[table.id], relations: led,
                aggregates: AggregateTypes(
                    table: table, columns: AggregateColumns(of: table, links: finding.links, tables: tables, options)))
        }
        problems.report(types.flatMap(\.aggregates.columns.problems))
        var root = RootFields(types, options)
        for field in functions.onRoot { root.add(field) }
        problems.report(root.problems)
        var parts = assemble(types, rows, root, options)
        selection.documents.add(to: &parts)
        for set in functions.sets { set.add(to: &parts) }
        addMutations(functions.mutations, to: &parts, &problems)
        functions.abilities.add(to: &parts)
        for draft in selection.types.enums { parts.add(.enum(draft.type), object: draft.object) }
        addLeaves(to: &parts, types)
        problems.report(parts.problems)
        let finished = finish(tables, &problems) + functions.sets.map(\.rows)
        let constraints = ConstraintNotes(tables)
        problems.report(constraints.problems)
        guard !problems.hasErrors else { throw GraphBuildError(problems: problems.all) }
        return Graph(
            fingerprint: FNV1a.hexDigest(of: snapshot.digest + String(reflecting: options)), tenancy: options.tenancy,
            schema: Schema(
                queryType: "Query", mutationType: functions.mutations.isEmpty ? nil : "Mutation", subscriptionType: "Subscription",
                types: parts.types,
                directives: functions.mutations.isEmpty ? [] : [TransactionDirective.definition]),
            tables: finished, typeBindings: parts.typeBindings, fieldBindings: parts.fieldBindings, inputBindings: parts.inputBindings,
            typeGuards: parts.typeGuards, fieldGuards: parts.fieldGuards, constraints: constraints.all,
            warnings: problems.all, offers: types.flatMap { $0.filters.offers + $0.orders.offers } + relations.offers)
    }

    private static func addMutations(_ mutations: [MutationDraft], to parts: inout GraphParts, _ problems: inout Problems) {
        guard !mutations.isEmpty else { return }
        var root = FieldSet(type: "Mutation")
        for mutation in mutations {
            do throws(GraphProblem) {
                try root.add(mutation.field)
                mutation.add(to: &parts)
            } catch {
                problems.report(error)
            }
        }
        parts.add(
            root, .mutationRoot, description: "Where writing starts: the fields of an operation are carried out one after the other.",
            object: "the gateway")
    }

    private static func assemble(
        _ types: [TableTypes], _ rows: RowFields, _ root: RootFields, _ options: GraphOptions
    ) -> GraphParts {
        var parts = GraphParts()
        let own = "the gateway"
        let query = root.set.paging(types, ordersAll: options.exposeAll)
        parts.add(query, .queryRoot, description: "Where reading starts.", object: own)
        parts.add(
            FieldSet(type: "Subscription", firstOfEach: query.fields), .subscriptionRoot,
            description: "Answers that come again whenever they have become others: the fields are those of a query.", object: own)
        parts.add(.interface(PageArguments.node), .interface, object: own)
        parts.add(.object(PageArguments.pageInfo), .pageInfo, object: own)
        for (field, binding) in PageArguments.pageInfoBindings { parts.bind(field, on: "PageInfo", to: binding) }
        let sets = rows.sets.map { $0.paging(types, ordersAll: options.exposeAll) }
        let shared = SharedInterfaces(types.map(\.table), sets)
        shared.add(to: &parts)
        for (table, set) in zip(types, sets) {
            parts.add(
                set, .row(table.table.id), interfaces: ["Node"] + shared.names(of: table.table), description: table.table.notes.description,
                access: table.table.notes.access, object: table.table.object)
            table.add(to: &parts, among: types)
        }
        for union in rows.unions.values.sorted(by: { $0.name < $1.name }) {
            var members: [String] = []
            for member in union.members.map({ types[$0].table.names.type }) where !members.contains(member) { members.append(member) }
            parts.add(.union(UnionType(name: union.name, members: members)), .union(union.members), object: union.object)
        }
        return parts
    }

    /// Adds what compares single values, and the scalars and directions that the types so far refer to.
    private static func addLeaves(to parts: inout GraphParts, _ types: [TableTypes]) {
        let filters = Set(types.flatMap { $0.filters.kinds.flatMap(\.columns.values) })
        for filter in filters.sorted(by: { $0.name < $1.name }) {
            for type in filter.types { parts.add(.inputObject(type), object: "the gateway") }
        }
        let used = Set(parts.types.flatMap(\.referredTypes))
        for directions in OrderDirections.allCases where used.contains(directions.typeName) {
            parts.add(.enum(directions.type), object: "the gateway")
        }
        for scalar in CustomScalars.all where used.contains(scalar.name) { parts.add(.scalar(scalar), object: "the gateway") }
    }

    private static func finish(_ tables: [TableDraft], _ problems: inout Problems) -> [Table] {
        var finished: [Table] = []
        for table in tables {
            do throws(GraphProblem) {
                finished.append(try table.table)
            } catch {
                problems.report(error)
            }
        }
        return finished
    }
}
