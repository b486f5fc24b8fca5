import Access
import Execution
import GraphModel
import GraphQLLanguage
import JSON
import NIOCore
import NIOHTTP1

extension SocketHandler {
    /// `connection_init`: from now on it is known who asks.
    func open(_ payload: [JSONMember]) {
        guard phase == .opening, let loop else { return close(.tooManyOpenings) }
        phase = .verifying
        if let authorization = Self.authorization(in: payload) {
            credential = Credential(authorization: authorization, tenantName: credential.tenantName, host: nil)
        }
        router.verify(credential, on: loop.eventLoop) { [self] result in
            guard phase == .verifying else { return }
            switch result {
            case .success(let principal):
                let limits = router.configuration.limits
                meter.limit = principal.role == .anonymous ? min(limits.visitorBody, limits.body) : limits.body
                phase = .ready
                noteIdleness()
                send(SocketReply.opened)
            case .failure(let error): close(error.isTemporary ? .unavailable : .forbidden(error.description))
            }
        }
    }

    /// Browsers can give a WebSocket no headers, so it is told beside `connection_init`.
    private static func authorization(in payload: [JSONMember]) -> String? {
        for member in payload {
            switch (member.key.lowercased(), member.value) {
            case ("authorization", .string(let text)): return text
            case ("headers", .object(let headers)): if let text = authorization(in: headers) { return text }
            default: break
            }
        }
        return nil
    }

    func subscribe(_ id: String, _ payload: [JSONMember]) {
        guard phase == .ready, let loop else { return close(.unauthorized) }
        guard operations[id] == nil else { return close(.subscriberExists) }
        guard !isDraining else { return refuse(id, .notReady) }
        guard operations.count < router.configuration.limits.socketOperations else { return refuse(id, .tooManyOperations) }
        let request: GraphQLRequest
        do throws(Refusal) {
            request = try RequestDecoder.decode(payload)
        } catch {
            return refuse(id, error)
        }
        let operation = SocketOperation(id)
        operations[id] = operation
        router.verify(credential, on: loop.eventLoop) { [self] result in
            guard isWanted(operation) else { return }
            switch result {
            case .success(let principal): run(request, as: principal, operation, on: loop.eventLoop)
            case .failure(let error) where error.isTemporary: fail(operation, Refusal(error))
            case .failure(let error): close(.forbidden(error.description))
            }
        }
    }

    private func isWanted(_ operation: SocketOperation) -> Bool { operations[operation.id] === operation }

    private func run(_ received: GraphQLRequest, as principal: Principal, _ operation: SocketOperation, on eventLoop: any EventLoop) {
        let resolved: PersistedDocuments.Resolved
        do throws(Refusal) {
            resolved = try router.documents.resolve(received, for: principal)
        } catch {
            return fail(operation, error)
        }
        let start = NIODeadline.now()
        let running = router.service.answer(
            resolved.request, as: principal, from: principal.isCountedByAddress ? address : nil, on: eventLoop,
            deadline: start + router.configuration.timeouts.request
        ) { [self] response in
            operation.running = .none
            router.documents.settle(resolved, for: principal, after: response.outcome)
            guard isWanted(operation) else { return router.metrics.abandoned.add() }
            router.observe(socketOperation: response, of: principal, since: start)
            answer(response, operation, to: resolved.request, as: principal, on: eventLoop)
        }
        if isWanted(operation), !operation.isLive { operation.running = running }
    }

    private func answer(
        _ response: GraphQLResponse, _ operation: SocketOperation, to request: GraphQLRequest, as principal: Principal,
        on eventLoop: any EventLoop
    ) {
        guard let list = response.errorList else {
            send(SocketReply.next(operation.id, response.body), isCertain: response.tellsOfWrites)
            guard response.follows != nil else { return complete(operation) }
            return follow(response, operation, to: request, as: principal, on: eventLoop)
        }
        fail(operation, list)
    }

    private func follow(
        _ first: GraphQLResponse, _ operation: SocketOperation, to request: GraphQLRequest, as principal: Principal,
        on eventLoop: any EventLoop
    ) {
        guard isWanted(operation), !isDraining else { return fail(operation, .notReady) }
        let subscriber = Subscriber(
            to: request, after: first, as: principal, from: address, timeout: router.configuration.timeouts.request,
            renew: router.renewal(of: credential, on: eventLoop),
            isReady: { [self] in unsent == 0 }
        ) { [self] event in
            guard isWanted(operation) else { return }
            switch event {
            case .next(let response): send(SocketReply.next(operation.id, response.body))
            case .end(let response):
                operation.subscription = nil
                guard let errors = response.errorList else {
                    send(SocketReply.next(operation.id, response.body))
                    return complete(operation)
                }
                fail(operation, errors)
                // Whose token is none any more has nothing to do here.
                if response.outcome.code == .unauthenticated { close(.forbidden("The token holds no longer.")) }
            }
        }
        guard let subscription = router.service.follow(subscriber, on: eventLoop) else { return fail(operation, .tooManySubscriptions) }
        operation.subscription = subscription
    }

    // MARK: - Ends

    /// Has no more to tell of an operation.
    private func complete(_ operation: SocketOperation) {
        guard isWanted(operation) else { return }
        operations[operation.id] = nil
        send(SocketReply.complete(operation.id))
        noteIdleness()
        closeIfDrained()
    }

    private func fail(_ operation: SocketOperation, _ errors: ByteBuffer) {
        guard isWanted(operation) else { return }
        operations[operation.id] = nil
        send(SocketReply.error(operation.id, errors))
        noteIdleness()
        closeIfDrained()
    }

    private func fail(_ operation: SocketOperation, _ refusal: Refusal) { fail(operation, refusal.errorList) }

    private func refuse(_ id: String, _ refusal: Refusal) { send(SocketReply.error(id, refusal.errorList)) }

    /// Ends what is followed, so that the client follows it elsewhere.
    func end(_ operation: SocketOperation) {
        operations[operation.id] = nil
        operation.cancel()
    }
}

extension GraphQLResponse {
    /// The errors of an answer that has no data, as a JSON list; nil for one that has.
    fileprivate var errorList: ByteBuffer? {
        switch outcome {
        case .complete, .partial: nil
        case .refused, .methodRefused: Refusal.errorList(in: body, upTo: contentLength)
        }
    }
}

extension Refusal {
    fileprivate var errorList: ByteBuffer { Self.errorList(in: body, upTo: body.readableBytes - 1) }

    /// What stands behind `{"errors":` in an answer without data.
    fileprivate static func errorList(in body: ByteBuffer, upTo end: Int) -> ByteBuffer {
        let start = #"{"errors":"#.utf8.count
        return body.getSlice(at: body.readerIndex + start, length: max(0, end - start)) ?? ByteBuffer(string: "[]")
    }

    fileprivate static let tooManyOperations = Refusal(
        .tooManyRequests, .rateLimited, "Too many operations are under way on this connection; end some, or open another.")
}
