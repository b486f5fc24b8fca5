import Planning
import Postgres

/// What has come of a read whose rows go into the answer one by one.
final class ArrivingRows {
    let statements: RowwiseStatements
    private let feeds: [RowFeed?]
    /// How many statements have ended.
    private(set) var ended = 0

    init(of statements: RowwiseStatements) {
        self.statements = statements
        feeds = statements.isRowwise.map { $0 ? RowFeed() : nil }
    }

    /// The rows of a statement that come one by one; nil for one whose rows come all at once.
    func feed(of statement: Int) -> RowFeed? { feeds[statement] }

    /// Takes what comes next; returns the result that stands for the statement, where this is the first of it.
    func take(_ arrival: Arrival) -> ResultSet? {
        switch arrival {
        case .row(let row):
            guard let feed = feeds[ended] else { return nil }
            feed.take(row)
            return feed.rowCount == 1 ? row : nil
        case .end(let result):
            let feed = feeds[ended]
            feed?.end()
            ended += 1
            return feed?.first == nil ? result : nil
        }
    }
}

/// The rows of one statement, of which only those are kept that the answer may still ask for: the first, and the two that came last.
final class RowFeed {
    private(set) var rowCount = 0
    private(set) var isComplete = false
    private(set) var first: ResultSet?
    private var previous: ResultSet?
    private var current: ResultSet?

    func take(_ row: ResultSet) {
        if rowCount == 0 { first = row }
        (previous, current) = (current, row)
        rowCount += 1
    }

    func end() { isComplete = true }

    /// The row at a position, as a result of one row; nil where it is none of those that are kept.
    subscript(position: Int) -> ResultSet? {
        switch position {
        case rowCount - 1: current
        case rowCount - 2: previous
        case 0: first
        default: nil
        }
    }
}
