import Access
import Execution
import GraphQLLanguage
import NIOCore
import NIOHTTP1

extension Router {
    /// Answers several requests that came in one body. Each is judged as if it had come alone: document, cost and limits.
    func run(
        batch requests: [Result<GraphQLRequest, GraphQLError>], as principal: Principal, _ exchange: Exchange, format: ResponseFormat
    ) {
        let batch = BatchRun(of: requests.count, in: exchange) { [self] index, completion in
            let start = NIODeadline.now()
            func end(_ body: ByteBuffer, _ outcome: String, retryAfter: Int? = nil) {
                metrics.answered(principal.role, outcome: outcome, nanoseconds: (NIODeadline.now() - start).nanoseconds)
                completion(BatchRun.Part(body: body, retryAfter: retryAfter))
            }
            let resolved: PersistedDocuments.Resolved
            do throws(Refusal) {
                resolved = try documents.resolve(try received(requests[index]), for: principal)
            } catch {
                end(error.body, error.code.rawValue)
                return .none
            }
            return service.answer(
                resolved.request, as: principal, from: address(of: principal, exchange), on: exchange.eventLoop, deadline: exchange.deadline
            ) { [self] response in
                documents.settle(resolved, for: principal, after: response.outcome)
                end(response.body, response.outcome.label, retryAfter: response.retryAfter)
            }
        } finish: { body, retryAfter in
            // How each request went stands in its own answer.
            var answer = HTTPAnswer(.ok, contentType: format.contentType, body: body, outcome: HTTPAnswer.batch)
            // There may be a mutation in it.
            answer.mustBeSent = true
            if let retryAfter { answer.headers.append(("retry-after", String(retryAfter))) }
            exchange.answer(answer)
        }
        batch.advance()
    }

    private func received(_ request: Result<GraphQLRequest, GraphQLError>) throws(Refusal) -> GraphQLRequest {
        do { return try request.get() } catch { throw Refusal(.badRequest, error.code, error.message) }
    }
}
