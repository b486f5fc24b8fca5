import GraphQLExecution
import Planning
import Postgres

/// While rows still come, the answer is made in steps down to the list that they are for.
extension RowAnswer: ArrivingSource {
    mutating func take(_ arrival: Arrival) {
        if let result = arriving?.take(arrival) { results.append(result) }
    }

    func isHere(_ field: FieldShape, of object: Value) -> Bool {
        guard let arriving, field.content.isRead else { return true }
        switch object {
        case .row:
            // Below the root, what a row's fields are read from is the row, which is here.
            guard let last = arriving.statements.last[field.slot], last >= 0 else { return true }
            return arriving.ended > last || arriving.feed(of: last)?.rowCount ?? 0 > 0
        case .page(let page):
            guard case .arriving(let feed, _) = pages[page].rows, case .pageInfo = plan.readers[field.slot] else { return true }
            return feed.isComplete
        default:
            return true
        }
    }

    func isStepped(_ field: FieldShape, of object: Value) -> Bool {
        guard let arriving, field.content.isRead else { return false }
        switch (object, plan.readers[field.slot]) {
        case (.row, .row(let statement)):
            return arriving.feed(of: statement) != nil
        case (.row, .page(let page)):
            guard case .rows(let statement, _) = page.place else { return false }
            return arriving.feed(of: statement) != nil
        case (.page(let page), .nodes), (.page(let page), .edges):
            guard case .arriving = pages[page].rows else { return false }
            return true
        default:
            return false
        }
    }

    func isNextHere(_ items: Items) -> Bool {
        guard case .page(let page, let next, _, _) = items, case .arriving(let feed, _) = pages[page].rows else { return true }
        return feed.isComplete || feed.rowCount > next || pages[page].size <= next
    }
}
