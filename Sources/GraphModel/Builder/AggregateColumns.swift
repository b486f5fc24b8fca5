import GraphQLSchema
import PostgresTypes

/// The columns that a table's aggregates speak of, each with who has it there.
struct AggregateColumns {
    /// What sums, means and bounds are made of: numbers and times, but for keys, whose sum says nothing.
    private(set) var measures: [(column: ColumnDraft, access: Guard?)] = []
    /// What rows are grouped by: what an index serves, a foreign key holds or `@groupBy` opens. No instants, of which no two rows have the same,
    /// and nothing that is unique.
    private(set) var keys: [(column: ColumnDraft, access: Guard?)] = []
    /// The rows that keys lead to.
    private(set) var references: [FieldDraft] = []
    private(set) var problems: [GraphProblem] = []

    init(of table: TableDraft, links: [Link], tables: [TableDraft], _ options: GraphOptions) {
        let own = links.filter { $0.source == table.id }
        let linked = Set(own.flatMap(\.columns))
        let indexed = Self.indexed(in: table, below: linked)
        let shown = table.columns.filter { column in
            column.notes.hidden == nil && column.id != table.tenantColumn && column.shape.comparable != nil && !column.fieldName.isEmpty
        }.map { (column: $0, access: access($0)) }
        measures = shown.filter { item in
            item.column.shape.enumNames == nil && !table.localKey.contains(item.column.id) && !linked.contains(item.column.id)
        }
        let keys = shown.filter { item in
            let id = item.column.id
            let isIndexed = options.exposeAll || indexed.contains(id)
            return linked.contains(id) || item.column.notes.isGroupKey
                || isIndexed && !table.isUnique([id]) && !item.column.shape.type.isInstant
        }
        self.keys = keys
        references = own.filter { !$0.isForwardHidden && $0.columns.count == 1 }.compactMap { link in
            keys.first { link.columns == [$0.column.id] }.map { item in
                FieldDraft(
                    name: link.forwardName, type: .named(tables[link.target].names.type),
                    binding: .reference(Reference(target: link.target, pairs: link.pairs, isOptional: true)), access: item.access,
                    description: link.notes.description, deprecation: tables[link.target].notes.deprecation, object: link.object)
            }
        }
    }

    /// The columns that lead an index after the tenant and keys.
    private static func indexed(in table: TableDraft, below linked: Set<Column.ID>) -> Set<Column.ID> {
        var found: Set<Column.ID> = []
        for index in table.source.indexes {
            for key in index.keys {
                guard let number = key.column, let column = table.columns(numbered: [number])?.first else { break }
                if column == table.tenantColumn || linked.contains(column) { continue }
                found.insert(column)
                break
            }
        }
        return found
    }

    /// What a function makes something of.
    func measures(of function: AggregateFunction) -> [(column: ColumnDraft, access: Guard?)] {
        measures.filter { function.result(of: $0.column.shape.type) != nil }
    }

    /// Who has the column at all and in aggregates too.
    private mutating func access(_ column: ColumnDraft) -> Guard? {
        do throws(GraphProblem) {
            return try Guard.all(of: [column.notes.access, column.notes.aggregateAccess], for: column.object)
        } catch {
            problems.append(
                GraphProblem(
                    error.code, on: column.object, "@scope and @aggregate ask for two scopes.",
                    remedy: "Ask for the same scope in both, or leave aggregates to roles with @aggregate(to:)."))
            return Guard(roles: [])
        }
    }
}

extension PostgresType {
    fileprivate var isInstant: Bool {
        switch underlying {
        case .timestamp, .timestamptz, .time, .timetz, .interval: true
        default: false
        }
    }
}
