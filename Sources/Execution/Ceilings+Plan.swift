import GraphQLExecution
import GraphQLLanguage
import Limits
import Planning

extension Ceilings {
    /// The same for one who never has more rows than these at once.
    func within(_ allowance: Allowance?) -> Ceilings {
        guard let burst = allowance?.pace.burst, burst < rows else { return self }
        return Ceilings(rows: burst, answerBytes: answerBytes)
    }

    /// Returns the rows that a plan may read with these variables; an error when they are too many.
    func admit(_ plan: OperationPlan, for variables: Variables, in text: Source) throws(RequestErrors) -> Int {
        let rows: Int
        do { rows = try Cost.sum(plan.costs, for: variables, in: text) } catch { throw RequestErrors([error]) }
        guard rows <= self.rows else {
            throw RequestErrors([
                GraphQLError(
                    .tooComplex, "The request may read \(rows) rows; the limit is \(self.rows). Ask for smaller pages or fewer levels.",
                    detail: #"{"requested":\#(rows),"limit":\#(self.rows)}"#)
            ])
        }
        return rows
    }
}
