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

    /// What is done whatever is found.
    case work(Cost)

    /// What a request with these variables may cost.
    /// - Parameter text: the document, for the place of a page size that is none.
    package func estimate(for variables: Variables, in text: Source) throws(GraphQLError) -> CostEstimate {
        switch self {
        case .row(let parts): return CostEstimate(total: 1) + (try Self.sum(parts, for: variables, in: text))
        case .page(let size, let parts):
            let count: Int
            do { count = try size.value(in: variables) } catch { throw error.standing(at: size.source, in: text) }
            return try Self.sum(parts, for: variables, in: text).times(count)
        case .list(let source, let parts):
            guard case .list(let items)? = source.value(in: variables) else { return CostEstimate(total: 1) }
            return try Self.sum(parts, for: variables, in: text).times(items.count)
        case .times(let count, let parts): return try Self.sum(parts, for: variables, in: text).times(count)
        case .scan(let rows): return Self.fixed((rows + 99) / 100)
        case .call(let rows): return Self.fixed(min(rows, CostEstimate.bound))
        case .work(let cost): return Self.fixed(try cost.estimate(for: variables, in: text).total)
        }
    }

    private static func fixed(_ rows: Int) -> CostEstimate { CostEstimate(total: rows, fixed: rows) }

    package static func sum(_ parts: [Cost], for variables: Variables, in text: Source) throws(GraphQLError) -> CostEstimate {
        var sum = CostEstimate()
        for part in parts { sum = sum + (try part.estimate(for: variables, in: text)) }
        return sum
    }
}
