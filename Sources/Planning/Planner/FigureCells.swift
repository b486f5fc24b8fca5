/// What is told of other rows than a page's, as it comes together.
final class FigureCells {
    /// The row that the page is below; nil at the root.
    private let outer: RowBuilder?
    let statement: Int
    /// Those of a page at the root.
    private(set) var cells: [Cell] = []

    /// Below a row they are cells of it.
    init(below outer: RowBuilder) {
        self.outer = outer
        self.statement = 0
    }

    /// At the root they stand before the cells of the page's rows, in the statement of this position.
    init(inStatement statement: Int) {
        self.outer = nil
        self.statement = statement
    }

    func append(_ cell: Cell) -> FigurePlace {
        if let outer { return .cell(slot: outer.append(cell)) }
        cells.append(cell)
        return .statement(statement, column: cells.count - 1)
    }
}
