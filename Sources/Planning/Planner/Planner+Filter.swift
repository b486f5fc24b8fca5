import GraphModel
import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import PostgresTypes

extension Planner {
    /// Relations that one field's filter may lead through: each is a table more for the server to find the best way over.
    private static let relationBound = 16
    /// Conditions of all filters of an operation: each is planned here and asked of rows there, also those that take no parameter. 33,000 of
    /// them were 2.6 KB of a request, and 12 seconds of an event loop.
    private static let conditionBound = 1000

    /// Returns what makes the condition of a field's `filter`; nil without one.
    ///
    /// Which fields and operators a filter uses shapes the statement; the values it compares with are parameters.
    mutating func filter(of field: SelectedField, table: Table) throws(GraphQLError) -> PlannedCondition? {
        guard let argument = field.definition.arguments["filter"], let source = field.argument("filter") else { return nil }
        guard let value = source.value(in: variables), value != .null else {
            _ = resolve(source, .presence)
            return nil
        }
        filterConditions += value.conditionCount
        guard filterConditions <= Self.conditionBound else {
            throw GraphQLError(
                .tooComplex, "Filters have more than \(Self.conditionBound) conditions in all; \"in\" takes a list as one.",
                locations: [location(of: field)])
        }
        let filter = FilterPlan(graph: graph, schema: schema, inputType: argument.type.innermost, table: table, variables: variables)
        guard let condition = filter.condition(source, value: value) else { throw unplannable(field) }
        askStructure(of: source, except: condition.documents)
        // `isNull` chooses the operator by its value, so the plan depends on that value too.
        for flag in condition.flags { _ = resolve(flag, .value) }
        guard condition.relations <= Self.relationBound else {
            throw GraphQLError(
                .tooComplex, "The filter of field \"\(field.name)\" leads through more than \(Self.relationBound) relations.",
                locations: [location(of: field)])
        }
        return condition
    }
}

extension ConstValue {
    /// The conditions in a filter: its values, a list of single values being one, and what is empty.
    fileprivate var conditionCount: Int {
        switch self {
        case .object(let fields) where !fields.isEmpty: fields.reduce(0) { $0 + $1.value.conditionCount }
        case .list(let items): max(1, items.reduce(0) { if case .object = $1 { $0 + $1.conditionCount } else { $0 } })
        default: 1
        }
    }
}

/// A condition to be, once it is known whose rows it speaks of.
struct PlannedCondition {
    var make: (RowBuilder) -> Condition
    /// Sources whose values decide what the condition is.
    var flags: [ArgumentSource] = []
    /// Sources of single values that have fields of their own, which decide nothing.
    var documents: [ArgumentSource] = []
    /// How many relations it leads through.
    var relations = 0
    /// The rows that looking for these other rows counts for, each time the condition is asked of a list.
    var rows = 0

    /// The same demands of another condition made of these.
    static func made(of parts: [PlannedCondition], _ make: @escaping (RowBuilder) -> Condition) -> PlannedCondition {
        PlannedCondition(
            make: make, flags: parts.flatMap(\.flags), documents: parts.flatMap(\.documents),
            relations: parts.reduce(0) { $0 + $1.relations }, rows: parts.reduce(0) { $0 + $1.rows })
    }

    /// What leads to other rows is made last: it is looked for in another way where the other parts leave few rows.
    static func all(_ parts: [PlannedCondition]) -> PlannedCondition {
        made(of: parts) { builder in
            let outer = builder.narrowing
            defer { builder.narrowing = outer }
            var conditions = parts.map { $0.relations == 0 ? $0.make(builder) : nil }
            builder.narrowing += conditions.compactMap(\.self)
            for index in parts.indices where parts[index].relations > 0 { conditions[index] = parts[index].make(builder) }
            return .all(conditions.compactMap(\.self))
        }
    }

    static func any(_ parts: [PlannedCondition]) -> PlannedCondition {
        made(of: parts) { builder in .any(parts.map { $0.make(builder) }) }
    }
}

/// Turns a filter's input into a condition on a table's rows.
struct FilterPlan {
    let graph: Graph
    let schema: Schema
    let inputType: String
    let table: Table
    let variables: Variables
    var effort = FilterEffort()

    /// Returns the condition for a filter object; nil when it is none that the schema describes.
    func condition(_ source: ArgumentSource, value: ConstValue) -> PlannedCondition? {
        guard case .object(let members) = value else { return nil }
        var parts: [PlannedCondition] = []
        for member in members {
            guard let inner = source.stepping(.field(member.name)),
                let part = memberCondition(member.name, inner, value: member.value)
            else { return nil }
            parts.append(part)
        }
        return .all(parts)
    }

    private func memberCondition(_ name: String, _ source: ArgumentSource, value: ConstValue) -> PlannedCondition? {
        // A null in place of a condition says nothing.
        if value == .null { return .all([]) }
        switch graph.binding(ofInputField: name, on: inputType) {
        case .column(let column):
            return ColumnFilter(column: table.columns[column], variables: variables).condition(source, value: value)
        case .reference(let reference):
            let connection = Connection(target: reference.target, pairs: reference.pairs)
            return related(connection, by: name, isToOne: true)?.some(source, value: value)
        case .connection(let connection):
            return related(connection, by: name)?.condition(source, value: value)
        case nil:
            break
        }
        switch name {
        case "and": return list(source, value: value).map(PlannedCondition.all)
        case "or": return apart.list(source, value: value).map(PlannedCondition.any)
        case "not":
            return apart.condition(source, value: value).map { inner in .made(of: [inner]) { .not(inner.make($0)) } }
        default: return nil
        }
    }

    /// The same where what it says need not hold of the rows.
    private var apart: FilterPlan {
        var inner = self
        inner.effort.isApart = true
        return inner
    }

    private func list(_ source: ArgumentSource, value: ConstValue) -> [PlannedCondition]? {
        let items: [ConstValue] = if case .list(let items) = value { items } else { [value] }
        var parts: [PlannedCondition] = []
        for (index, item) in items.enumerated() {
            guard let inner = source.stepping(.index(index)), let part = condition(inner, value: item) else { return nil }
            parts.append(part)
        }
        return parts
    }

    /// The conditions on the rows that a field of this filter leads to.
    private func related(_ connection: Connection, by name: String, isToOne: Bool = false) -> RelationFilter? {
        guard case .inputObject(let type)? = schema.type(named: inputType), let field = type.fields[name] else { return nil }
        return RelationFilter(
            graph: graph, schema: schema, inputType: field.type.innermost, connection: connection, isToOne: isToOne, variables: variables,
            effort: effort)
    }
}
