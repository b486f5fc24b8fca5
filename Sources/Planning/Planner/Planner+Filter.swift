import GraphModel
import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import PostgresTypes

extension Planner {
    /// Returns what makes the condition of a field's `filter`; nil without one.
    ///
    /// Which fields and operators a filter uses shapes the statement; the values it compares with are parameters.
    mutating func filter(of field: SelectedField, table: Table) throws(GraphQLError) -> ((RowBuilder) -> Condition)? {
        guard let argument = field.definition.arguments["filter"], let source = field.argument("filter") else { return nil }
        guard let structure = resolve(source, .structure), structure != .null else { return nil }
        let filter = FilterPlan(graph: graph, inputType: argument.type.innermost, table: table, variables: variables)
        guard let condition = filter.condition(source, value: structure) else { throw unplannable(field) }
        // `isNull` chooses the operator by its value, so the plan depends on that value too.
        for flag in condition.flags { _ = resolve(flag, .value) }
        return condition.make
    }
}

/// A condition to be, once it is known whose rows it speaks of.
struct PlannedCondition {
    var make: (RowBuilder) -> Condition
    /// Sources whose values decide what the condition is.
    var flags: [ArgumentSource] = []
}

/// Turns a filter's input into a condition on a table's columns.
struct FilterPlan {
    let graph: Graph
    let inputType: String
    let table: Table
    let variables: Variables

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
        return all(parts)
    }

    private func memberCondition(_ name: String, _ source: ArgumentSource, value: ConstValue) -> PlannedCondition? {
        if let column = graph.column(ofInputField: name, on: inputType) {
            return columnCondition(table.columns[column], source, value: value)
        }
        switch name {
        case "and": return list(source, value: value).map(all)
        case "or": return list(source, value: value).map(any)
        case "not":
            if value == .null { return all([]) }
            return condition(source, value: value).map { inner in
                PlannedCondition(make: { .not(inner.make($0)) }, flags: inner.flags)
            }
        default: return nil
        }
    }

    private func all(_ parts: [PlannedCondition]) -> PlannedCondition {
        PlannedCondition(make: { builder in .all(parts.map { $0.make(builder) }) }, flags: parts.flatMap(\.flags))
    }

    private func any(_ parts: [PlannedCondition]) -> PlannedCondition {
        PlannedCondition(make: { builder in .any(parts.map { $0.make(builder) }) }, flags: parts.flatMap(\.flags))
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

    /// `{ eq: 1, lt: 2 }`: all operators hold. A null in place of the operators says nothing.
    private func columnCondition(_ column: Column, _ source: ArgumentSource, value: ConstValue) -> PlannedCondition? {
        if value == .null { return all([]) }
        guard case .object(let operators) = value else { return nil }
        var parts: [PlannedCondition] = []
        for entry in operators {
            guard let operand = source.stepping(.field(entry.name)),
                let part = comparison(entry.name, column, operand, isNull: entry.value == .null)
            else { return nil }
            parts.append(part)
        }
        return all(parts)
    }

    private func comparison(
        _ name: String, _ column: Column, _ operand: ArgumentSource, isNull: Bool
    ) -> PlannedCondition? {
        func compare(_ comparison: Comparison) -> PlannedCondition {
            // Nothing is less or greater than null.
            isNull ? none : PlannedCondition(make: { $0.compare(column.id, comparison, to: operand) })
        }
        switch name {
        case "eq": return isNull ? nullness(column, true) : compare(.equal)
        case "ne": return isNull ? nullness(column, false) : compare(.notEqual)
        case "lt": return compare(.less)
        case "lte": return compare(.lessOrEqual)
        case "gt": return compare(.greater)
        case "gte": return compare(.greaterOrEqual)
        case "in", "notIn":
            if isNull { return all([]) }
            return PlannedCondition(make: { builder in
                let parameter = builder.statement.newValuesParameter(
                    .arguments(operand, storedNames: column.storedNames), for: column)
                return .among(builder.scope.reference(to: column.id), parameter, name == "in")
            })
        case "isNull":
            if isNull { return all([]) }
            return PlannedCondition(make: nullness(column, operand.value(in: variables) != .boolean(false)).make, flags: [operand])
        default: return nil
        }
    }

    private var none: PlannedCondition { any([]) }

    private func nullness(_ column: Column, _ isNull: Bool) -> PlannedCondition {
        PlannedCondition(make: { .isNull($0.scope.reference(to: column.id), isNull) })
    }
}
