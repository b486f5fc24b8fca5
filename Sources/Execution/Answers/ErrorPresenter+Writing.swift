import GraphModel
import GraphQLLanguage
import JSON
import Planning
import Postgres

extension ErrorPresenter {
    /// The error of a mutation's field that the database refused. It names the input's field at fault where that is known, and never
    /// what is stored.
    func fieldError(_ error: PostgresError, of plan: MutationPlan, in graph: Graph) -> GraphQLError {
        let constraint = constraint(of: error, in: graph)
        let input = input(at: error, of: plan, constraint)
        if let message = constraint?.message, [.checkViolation, .uniqueViolation].contains(error.code) {
            return GraphQLError(.constraint, message, input: input)
        }
        let subject = input.map { "\"\($0)\"" } ?? "A value"
        let value = input == nil ? subject : "The value of \(subject)"
        switch error.code {
        case .uniqueViolation:
            return GraphQLError(.constraint, "\(subject) is taken already.", input: input)
        case .foreignKeyViolation:
            return GraphQLError(.constraint, "\(subject) refers to what is not there, or is still referred to.", input: input)
        case .checkViolation:
            return GraphQLError(.constraint, "\(value) is not allowed: it breaks a rule of what is stored.", input: input)
        case .notNullViolation:
            return GraphQLError(.constraint, "\(subject) is missing.", input: input)
        case .exclusionViolation:
            return GraphQLError(.constraint, "\(subject) overlaps with what is there.", input: input)
        case .insufficientPrivilege:
            return GraphQLError(.forbidden, "You may not write this.")
        case .connectionLost where !error.safeToRetry:
            return GraphQLError(
                .unavailable,
                "The database went away, and whether this was done is not known; with an idempotency key it can be sent again.")
        default:
            var told = presentable(error)
            told.input = told.input.map { Self.place($0, by: plan.inputFields) }
            return told
        }
    }

    /// A place that starts with a parameter, `rows.3.sku`, as the input has it: `products.3.sku`.
    private static func place(_ place: String, by fields: [String: String]) -> String {
        let parts = place.split(separator: ".", maxSplits: 1)
        guard let first = parts.first, let field = fields[String(first)] else { return place }
        return ([field] + parts.dropFirst().map(String.init)).joined(separator: ".")
    }

    private func constraint(of error: PostgresError, in graph: Graph) -> ConstraintBinding? {
        guard let report = error.serverReport, let schema = report.schema, let table = report.table, let name = report.constraint else {
            return nil
        }
        return graph.constraint(name, on: "\(schema).\(table)")
    }

    /// The input's field that gives a value to a column that the error speaks of.
    private func input(at error: PostgresError, of plan: MutationPlan, _ constraint: ConstraintBinding?) -> String? {
        let columns = [error.serverReport?.column].compactMap(\.self) + (constraint?.columns ?? [])
        return columns.lazy.compactMap { plan.inputFields[$0] }.first
    }

    /// What a function of the graph says with `souk.refuse`; nil when it said nothing in that form.
    func refusal(_ error: PostgresError) -> GraphQLError? {
        guard let state = error.sqlState, let code = Self.refusals[state], let report = error.serverReport else { return nil }
        let detail = report.detail.flatMap { try? JSONParser.parse(Array($0.utf8)) }
        return GraphQLError(
            code, report.message, input: report.column.flatMap { $0.isEmpty ? nil : $0 },
            detail: detail.map { value in
                var writer = JSONWriter(capacity: 256)
                writer.append(value)
                return String(decoding: writer.takeBytes(), as: UTF8.self)
            })
    }

    private static let refusals: [String: GraphQLError.Code] = [
        "SK400": .badVariable, "SK401": .unauthenticated, "SK403": .forbidden, "SK404": .notFound, "SK409": .conflict,
        "SK412": .precondition, "SK422": .invalidState, "SK423": .constraint, "SK429": .rateLimited,
    ]
}
