import GraphQLExecution
import GraphQLLanguage
import Limits
import Planning

extension Ceilings {
    /// The rows that a request may read, of one who never has more than so many at once.
    func rows(within allowance: Allowance?) -> Int { min(rows, allowance?.pace.burst ?? rows) }

    /// Returns what a plan may cost with these variables; an error when that is too much.
    func admit(
        _ plan: OperationPlan, for variables: Variables, in text: Source, within allowance: Allowance?
    ) throws(RequestErrors) -> CostEstimate {
        let cost: CostEstimate
        do { cost = try Cost.sum(plan.costs, for: variables, in: text) } catch { throw RequestErrors([error]) }
        let limit = rows(within: allowance)
        guard cost.total <= limit else {
            let words = limit < rows ? "the most that you may ask for at once is" : "the limit is"
            throw RequestErrors([
                GraphQLError(
                    .tooComplex, "The request may read \(cost.total) rows; \(words) \(limit). Ask for smaller pages or fewer levels.",
                    detail: #"{"requested":\#(cost.total),"limit":\#(limit)}"#)
            ])
        }
        return cost
    }
}
