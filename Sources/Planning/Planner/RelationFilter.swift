import GraphModel
import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema

/// Turns what a filter says of other rows into a condition on the rows that lead to them.
///
/// The other rows are looked up under the rules of their own table: what is hidden from the viewer is not found.
struct RelationFilter {
    let graph: Graph
    let schema: Schema
    /// The filter of the other rows, or the one that says of them `some`, `every` or `none`.
    let inputType: String
    let connection: Connection
    /// Whether each row leads to one other row, which is soon looked up.
    var isToOne = false
    let variables: Variables
    let effort: FilterEffort

    /// `{ some: …, none: … }`: all that is given holds.
    func condition(_ source: ArgumentSource, value: ConstValue) -> PlannedCondition? {
        guard case .object(let members) = value, case .inputObject(let type)? = schema.type(named: inputType) else { return nil }
        var parts: [PlannedCondition] = []
        for member in members where member.value != .null {
            guard let field = type.fields[member.name], let inner = source.stepping(.field(member.name)) else { return nil }
            let rows = RelationFilter(
                graph: graph, schema: schema, inputType: field.type.innermost, connection: connection, variables: variables,
                effort: effort)
            let part: PlannedCondition? =
                switch member.name {
                case "some": rows.some(inner, value: member.value)
                case "every": rows.every(inner, value: member.value)
                case "none": rows.some(inner, value: member.value).map { some in .made(of: [some]) { .not(some.make($0)) } }
                default: nil
                }
            guard let part else { return nil }
            parts.append(part)
        }
        return .all(parts)
    }

    /// There is a row like this.
    func some(_ source: ArgumentSource, value: ConstValue) -> PlannedCondition? {
        exists(source, value: value, within: effort.below()) { $0 }
    }

    /// There is no row of which this is false, or cannot be told.
    private func every(_ source: ArgumentSource, value: ConstValue) -> PlannedCondition? {
        exists(source, value: value, within: effort.below(isApart: true)) { .unless($0) }.map { other in
            .made(of: [other]) { .not(other.make($0)) }
        }
    }

    private func exists(
        _ source: ArgumentSource, value: ConstValue, within inner: FilterEffort, _ turn: @escaping (Condition) -> Condition
    ) -> PlannedCondition? {
        let target = graph.tables[connection.target]
        let filter = FilterPlan(
            graph: graph, schema: schema, inputType: inputType, table: target, variables: variables, effort: inner)
        guard let condition = filter.condition(source, value: value) else { return nil }
        var planned = PlannedCondition.made(of: [condition]) { builder in
            let rows = RowBuilder(statement: builder.statement, table: target)
            rows.follow(connection, in: graph, from: builder.scope)
            let asked = turn(condition.make(rows))
            rows.conditions.append(asked)
            // Where many rows are looked at, all such rows are found once, and not those of each anew.
            if !isToOne { rows.findByRule(narrowedBy: builder.conditions + builder.narrowing + [asked]) }
            var query = rows.query()
            // Whether there is any row behind a join table: PostgreSQL expects to read all of the join table's for each row, and gathers the
            // rows of all of them first. Of 38 categories, which have a shop: 19 ms, and 0.2 ms one by one.
            query.isAskedForEach = connection.through != nil && value.saysNothing
            return .exists(query)
        }
        planned.relations += connection.through == nil ? 1 : 2
        planned.rows += effort.rows
        return planned
    }
}

extension ConstValue {
    /// Whether it is a filter that lets everything through.
    fileprivate var saysNothing: Bool {
        guard case .object(let members) = self else { return false }
        return members.allSatisfy { $0.value == .null }
    }
}
