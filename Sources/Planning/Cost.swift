package import GraphQLExecution
package import GraphQLLanguage
import GraphQLSchema

/// What an operation may read, in rows: a page counts its size times what each of its rows costs.
package indirect enum Cost: Sendable {
    /// One row, and what is read for it.
    case row([Cost])
    /// A page of rows, and what is read for each.
    case page(PageSize, [Cost])
    /// A row for each item of an argument's list.
    case list(ArgumentSource, [Cost])
    /// So many rows, and what is read for each.
    case times(Int, [Cost])
    /// Rows that are read at the most and only counted or added up. A hundred weigh as much as one that is answered: they never leave the
    /// database, and rarely are there as many as the bound allows.
    case scan(rows: Int)
    /// A call of a function that may read so many rows.
    case call(rows: Int)

    /// The rows that a request with these variables may read at most; stays below `Int.max / 2`.
    /// - Parameter text: the document, for the place of a page size that is none.
    package func rows(for variables: Variables, in text: Source) throws(GraphQLError) -> Int {
        switch self {
        case .row(let parts): return min(1 + (try Self.sum(parts, for: variables, in: text)), Self.bound)
        case .page(let size, let parts):
            let count: Int
            do { count = try size.value(in: variables) } catch { throw error.standing(at: size.source, in: text) }
            return try Self.times(count, parts, for: variables, in: text)
        case .list(let source, let parts):
            guard case .list(let items)? = source.value(in: variables) else { return 1 }
            return try Self.times(items.count, parts, for: variables, in: text)
        case .times(let count, let parts): return try Self.times(count, parts, for: variables, in: text)
        case .scan(let rows): return (rows + 99) / 100
        case .call(let rows): return min(rows, Self.bound)
        }
    }

    private static let bound = Int.max / 4

    private static func times(_ count: Int, _ parts: [Cost], for variables: Variables, in text: Source) throws(GraphQLError) -> Int {
        let perRow = 1 + (try sum(parts, for: variables, in: text))
        let (rows, overflow) = perRow.multipliedReportingOverflow(by: max(1, count))
        return overflow ? bound : min(rows, bound)
    }

    package static func sum(_ parts: [Cost], for variables: Variables, in text: Source) throws(GraphQLError) -> Int {
        var rows = 0
        for part in parts { rows = min(rows + (try part.rows(for: variables, in: text)), bound) }
        return rows
    }
}
