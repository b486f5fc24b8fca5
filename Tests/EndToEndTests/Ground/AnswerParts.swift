import Access
import Execution
import GraphQLLanguage
import NIOCore
import Postgres

/// What came of a request that takes its answer in parts.
struct AnswerParts: Sendable {
    enum Ending: Sendable, Equatable {
        /// It was given at once.
        case whole
        case complete, partial
        case broken(GraphQLError.Code)
        /// The rest was not wanted.
        case stopped
    }

    var parts: [String]
    var ending: Ending

    var text: String { parts.joined() }
}

extension TestGateway {
    /// Asks for an answer in parts.
    ///
    /// - Parameters:
    ///   - whenAsked: called once the request is under way.
    ///   - whenPart: called on the event loop with the number of parts so far, and with what stops the rest.
    func parts(
        of request: GraphQLRequest, as viewer: Principal, within: TimeAmount = .seconds(60), whenAsked: @escaping @Sendable () -> Void = {},
        whenPart: @escaping @Sendable (Int, _ stop: () -> Void) -> Void = { _, _ in }
    ) async -> AnswerParts {
        let asked = GraphQLRequest(
            query: request.query, operationName: request.operationName, variables: request.variables, extensions: request.extensions,
            documentID: request.documentID, isReadOnly: request.isReadOnly, takesParts: true)
        return await withCheckedContinuation { continuation in
            pool.eventLoop.execute {
                var parts: [String] = []
                func end(_ ending: AnswerParts.Ending) { continuation.resume(returning: AnswerParts(parts: parts, ending: ending)) }
                _ = self.engine.answer(asked, as: viewer, from: nil, on: self.pool.eventLoop, deadline: .now() + within) { response in
                    parts.append(String(buffer: response.body))
                    guard let rest = response.rest else { return end(.whole) }
                    func stop() {
                        rest.cancel()
                        end(.stopped)
                    }
                    rest.receive { event in
                        switch event {
                        case .part(let bytes):
                            parts.append(String(buffer: bytes))
                            whenPart(parts.count, stop)
                        case .end(let bytes, let outcome):
                            parts.append(String(buffer: bytes))
                            end(outcome == .complete ? .complete : .partial)
                        case .broken(let code): end(.broken(code))
                        }
                    }
                    whenPart(1, stop)
                }
                whenAsked()
            }
        }
    }

    /// The same answer as it is made at once.
    func whole(_ request: GraphQLRequest, as viewer: Principal) async -> String {
        await withCheckedContinuation { continuation in
            pool.eventLoop.execute {
                _ = self.engine.answer(request, as: viewer, from: nil, on: self.pool.eventLoop, deadline: .now() + .seconds(60)) {
                    continuation.resume(returning: String(buffer: $0.body))
                }
            }
        }
    }
}
