import GraphModel
import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema

extension Planner {
    /// Plans `aggregate { … }`: one record of what all rows of a connection come to.
    mutating func planAggregate(_ field: SelectedField, of page: PagePlan) throws(GraphQLError) -> FieldShape {
        let aggregate = AggregatePlan(of: page, by: [])
        let object = try planFigures(field.typeName, field.selectionSets, of: aggregate)
        let place = page.addFigure(.aggregate(aggregate.query()), costing: [.scan(rows: AggregateBounds.read)])
        return shape(field, .aggregate(place), .object(object))
    }

    /// Plans `groupedAggregates(groupBy:, first:)`: such a record for each group.
    mutating func planGroups(_ field: SelectedField, of page: PagePlan) throws(GraphQLError) -> FieldShape {
        let size = try size(given(field.argument("first")), argument: "first", of: field)
        let aggregate = AggregatePlan(of: page, by: try groupKeys(of: field))
        let (object, costs) = try withCosts { planner throws(GraphQLError) in
            try planner.planFigures(field.typeName, field.selectionSets, of: aggregate)
        }
        let query = aggregate.query(limit: page.item.statement.limit(size))
        let place = page.addFigure(.groups(query), costing: [.scan(rows: AggregateBounds.read), .page(size, costs)])
        return shape(field, .groups(place), .object(object))
    }

    /// The columns that `groupBy` names, each once: they shape the statement.
    private mutating func groupKeys(of field: SelectedField) throws(GraphQLError) -> [Column.ID] {
        guard let argument = field.definition.arguments["groupBy"], let value = resolve(field.argument("groupBy"), .value) else {
            throw unplannable(field)
        }
        let names: [ConstValue] = if case .list(let items) = value { items } else { [value] }
        var keys: [Column.ID] = []
        for case .enumValue(let name) in names {
            guard case .column(let column)? = graph.binding(ofInputField: name, on: argument.type.innermost) else {
                throw unplannable(field)
            }
            if !keys.contains(column) { keys.append(column) }
        }
        guard !keys.isEmpty else {
            throw GraphQLError(
                .badVariable, "Argument \"groupBy\" names nothing to group by; \"aggregate\" tells of all rows.",
                locations: [location(of: field)])
        }
        return keys
    }

    /// Plans the selected fields of an aggregate, of all rows or of a group.
    private mutating func planFigures(
        _ typeName: String, _ selectionSets: [SelectionSet], of aggregate: AggregatePlan
    ) throws(GraphQLError) -> ObjectShape {
        var fields: [FieldShape] = []
        for field in try select(selectionSets, on: typeName) {
            if field.name == "__typename" {
                fields.append(typeNameShape(field, typeName))
                continue
            }
            guard case .aggregation(let part)? = graph.binding(ofField: field.name, on: typeName) else { throw unplannable(field) }
            // The objects below are no rows of their own: they are there whenever the figures are.
            let presence = FieldReader.sameRow(presence: aggregate.slot(of: .count))
            switch part {
            case .count:
                fields.append(shape(field, .figureCount(slot: aggregate.slot(of: .count)), .leaf(.int)))
            case .isCapped:
                fields.append(shape(field, .figureIsCapped(total: aggregate.slot(of: aggregate.total)), .leaf(.boolean)))
            case .function(let function):
                fields.append(shape(field, presence, .object(try planValues(of: function, field, in: aggregate))))
            case .keys:
                fields.append(shape(field, presence, .object(try planKeys(field, of: aggregate))))
            case .whole, .grouped:
                throw unplannable(field)
            }
        }
        return ObjectShape(type: typeName, fields: fields)
    }

    /// Plans `sum { … }` and its like.
    private mutating func planValues(
        of function: AggregateFunction, _ parent: SelectedField, in aggregate: AggregatePlan
    ) throws(GraphQLError) -> ObjectShape {
        var fields: [FieldShape] = []
        for field in try select(parent.selectionSets, on: parent.typeName) {
            if field.name == "__typename" {
                fields.append(typeNameShape(field, parent.typeName))
                continue
            }
            guard case .column(let column)? = graph.binding(ofField: field.name, on: parent.typeName),
                let type = function.result(of: aggregate.row.table.columns[column].type)
            else { throw unplannable(field) }
            let figure = Figure.function(function, column)
            let bound =
                aggregate.keys.isEmpty && (function == .min || function == .max)
                ? boundOrder(function, of: column, in: aggregate.orderBy) : nil
            let reader: FieldReader =
                if let bound {
                    .figure(slot: aggregate.slot(of: figure, firstIn: bound), total: nil, LeafReader(of: type))
                } else {
                    .figure(slot: aggregate.slot(of: figure), total: aggregate.slot(of: aggregate.total), LeafReader(of: type))
                }
            fields.append(shape(field, reader, try leaf(field)))
        }
        return ObjectShape(type: parent.typeName, fields: fields)
    }

    /// Plans `keys { … }` as fields of a row; what the rows are not grouped by is null.
    private mutating func planKeys(_ parent: SelectedField, of aggregate: AggregatePlan) throws(GraphQLError) -> ObjectShape {
        let tenant = aggregate.row.table.tenantColumn
        var fields: [FieldShape] = []
        for field in try select(parent.selectionSets, on: parent.typeName) {
            let isKnown =
                switch graph.binding(ofField: field.name, on: parent.typeName) {
                case .column(let column): aggregate.keys.contains(column)
                case .reference(let reference):
                    reference.pairs.allSatisfy { $0.source == tenant || aggregate.keys.contains($0.source) }
                default: true
                }
            fields.append(
                isKnown
                    ? try planField(field, on: parent.typeName, from: aggregate.row.scope)
                    : shape(field, .none, .constant(Array("null".utf8))))
        }
        return ObjectShape(type: parent.typeName, fields: fields)
    }
}
