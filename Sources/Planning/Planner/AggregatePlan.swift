import GraphModel

/// An aggregate while it is planned: which figures its fields ask for.
final class AggregatePlan {
    let keys: [Column.ID]
    /// The row of figures, with the keys as columns and what they refer to.
    let row: RowBuilder
    private let source: RowBuilder
    private var slots: [Figure: Int] = [:]
    private var figures: [Figure] = []

    init(of page: PagePlan, by keys: [Column.ID]) {
        self.keys = keys
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

    func query(limit: RowLimit? = nil) -> AggregateQuery {
        AggregateQuery(
            source: source.query(), keys: keys, figures: figures, limit: limit, alias: row.alias, joins: row.joins, cells: row.cells)
    }
}
