import Access
import GraphQLExecution
import GraphQLLanguage
import GraphQLValidation
import JSON

/// Turns a request's text into an operation that holds under the viewer's schema; each text once.
struct OperationCompiler {
    private let cache: OperationCache
    private let statements = SharedStatements()
    private let limits: ParserLimits
    private let explains: Bool

    /// - Parameters:
    ///   - share: one of so many that share the memory meant for operations, as far as each then has enough.
    ///   - explains: whether plans are to tell what their statements were made of.
    init(limits: ParserLimits, share: Int, explains: Bool = false) {
        self.cache = OperationCache(countBound: max(512, 2048 / share), byteBound: max(8 << 20, (32 << 20) / share))
        self.limits = limits
        self.explains = explains
    }

    /// Whether the operation is there already, so that nothing has to be read for it.
    func knows(_ request: GraphQLRequest, in view: AccessView) -> Bool {
        request.query.map { cache.operation(for: Self.key(of: request, $0, in: view)) != nil } ?? false
    }

    private static func key(of request: GraphQLRequest, _ text: Source, in view: AccessView) -> OperationCache.Key {
        OperationCache.Key(text: text, operationName: request.operationName, view: view.id)
    }

    func operation(of request: GraphQLRequest, in view: AccessView) throws(RequestErrors) -> CompiledOperation {
        guard let text = request.query else {
            throw RequestErrors(.notFound, "Persisted documents are not known here; send the document as \"query\".")
        }
        let key = Self.key(of: request, text, in: view)
        let compiled: CompiledOperation
        if let known = cache.operation(for: key) {
            compiled = known
        } else {
            compiled = try compile(request, text, in: view)
            cache.keep(compiled, for: key)
        }
        try admit(compiled.type, request)
        return compiled
    }

    /// What came by GET may only read, whatever else may be said of it; what is told again and again needs somebody who takes that.
    private func admit(_ type: OperationType, _ request: GraphQLRequest) throws(RequestErrors) {
        switch type {
        case .query: return
        case .mutation:
            guard request.isReadOnly else { return }
            throw RequestErrors(.validation, RequestErrors.methodRefusal)
        case .subscription:
            guard !request.takesEvents, !request.isDryRun, !explains else { return }
            throw RequestErrors(
                .validation,
                "A subscription is sent with \"Accept: text/event-stream\", or over a WebSocket with the protocol graphql-transport-ws.")
        }
    }

    private func compile(
        _ request: GraphQLRequest, _ text: Source, in view: AccessView
    ) throws(RequestErrors) -> CompiledOperation {
        let document: Document
        do { document = try Parser.parse(text, limits: limits) } catch { throw RequestErrors([error]) }
        let meant = document.operations.first { request.operationName == nil || $0.name?.value == request.operationName }
        if let meant { try admit(meant.type, request) }
        let valid: ValidDocument
        do { valid = try Validator.check(document, schema: view.schema) } catch { throw RequestErrors(error.errors) }
        do {
            let operation = try valid.operation(named: request.operationName)
            return CompiledOperation(operation, in: view, weighing: cache.weight, sharing: statements, explains: explains)
        } catch {
            throw RequestErrors([error])
        }
    }
}

extension CompiledOperation {
    /// So many items and fields are a thousand rows of twenty columns with room to spare: each takes the event loop about a microsecond.
    private static let valueBound = 25_000

    /// Returns the operation's variables, or everything that is wrong with those sent.
    func coerce(_ sent: [JSONMember]) throws(RequestErrors) -> Variables {
        variables.isEmpty ? Variables() : try variables.coerce(sent, allowance: Self.valueBound)
    }
}

extension RequestErrors {
    /// Why a request that may only read is refused when it would write.
    static let methodRefusal = "A mutation is sent by POST."

    /// One error without a place.
    init(_ code: GraphQLError.Code, _ message: String) {
        self.init([GraphQLError(code, message)])
    }
}
