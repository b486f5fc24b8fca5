import GraphModel

/// An aggregate while it is planned: which figures its fields ask for.
final class AggregatePlan {
    let keys: [Column.ID]
    /// The row of figures, with the keys as columns and what they refer to.
    let row: RowBuilder
    private let source: RowBuilder
    private var slots: [Figure: Int] = [:]
    private var figures: [Figure] = []
    private var bounds: [Figure: RowQuery] = [:]
    private let page: PagePlan

    init(of page: PagePlan, by keys: [Column.ID]) {
        self.keys = keys
        self.page = page
        source = page.allRows(atMost: AggregateBounds.read + 1)
        row = RowBuilder(statement: page.item.statement, table: page.table)
        for key in keys { source.need(source.scope.reference(to: key)) }
        // What tells whether all rows were read decides over every other figure.
        _ = slot(of: .count)
    }

    /// How many rows there are in all groups together.
    var total: Figure { keys.isEmpty ? .count : .total }

    /// Returns the position of the figure's cell; equal figures share one.
    func slot(of figure: Figure) -> Int {
        if let slot = slots[figure] { return slot }
        if case .function(_, let column) = figure { source.need(source.scope.reference(to: column)) }
        figures.append(figure)
        let slot = row.append(.figure(row.alias, row.table.id, figures.count - 1))
        slots[figure] = slot
        return slot
    }

    /// Returns the position of the least or greatest value's cell, which an order that begins with it tells however many rows there are.
    func slot(of figure: Figure, firstIn order: OrderKey) -> Int {
        if bounds[figure] == nil {
            let rows = page.allRows(atMost: 1)
            let reference = rows.scope.reference(to: order.column)
            let isNullable = page.table.columns[order.column].isNullable
            if isNullable { rows.conditions.append(.isNull(reference, false)) }
            rows.order = [
                RowOrder(
                    reference: reference, isDescending: order.isDescending, nullsFirst: order.nullsFirst, isNullable: isNullable)
            ]
            bounds[figure] = rows.query()
        }
        return slot(of: figure)
    }

    /// What orders the rows of the page's connection may have.
    var orderBy: String? { page.arguments.orderBy }

    func query(limit: RowLimit? = nil) -> AggregateQuery {
        AggregateQuery(
            source: source.query(), keys: keys, figures: figures, bounds: bounds, limit: limit, alias: row.alias, joins: row.joins,
            cells: row.cells)
    }
}
