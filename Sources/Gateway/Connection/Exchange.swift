import Access
import Execution
import NIOCore
import NIOHTTP1

/// One request on its way to its answer. Belongs to its connection's event loop.
final class Exchange {
    let facts: RequestFacts
    let route: Route
    let entrance: Entrance
    /// Who is connected; nil on a Unix socket.
    let peer: SocketAddress?
    let eventLoop: any EventLoop
    /// When the request's head had arrived.
    let start: NIODeadline
    /// When the client must have an answer.
    let deadline: NIODeadline
    /// What metrics and log say of who asked; nil before that is known.
    var principal: Principal?
    /// What runs for this request.
    var running = CancellationHandle.none
    private var deliver: ((HTTPAnswer, Sequel) -> Void)?

    /// What comes after an answer.
    enum Sequel {
        case nothing
        /// More of its body.
        case rest(AnswerStream)
        /// Another protocol, to which the answer agrees.
        case socket(SocketHandler)
    }

    init(
        _ facts: RequestFacts, route: Route, by entrance: Entrance, from peer: SocketAddress?, on eventLoop: any EventLoop,
        start: NIODeadline, deadline: NIODeadline,
        deliver: @escaping (HTTPAnswer, Sequel) -> Void
    ) {
        self.facts = facts
        self.route = route
        self.entrance = entrance
        self.peer = peer
        self.eventLoop = eventLoop
        self.start = start
        self.deadline = deadline
        self.deliver = deliver
    }

    /// Whether nobody waits for an answer any more: it was given, or the client is gone.
    var isOver: Bool { deliver == nil }

    /// Answers the request; an answer after the first, or to a client that is gone, is dropped.
    ///
    /// - Parameter rest: what follows of the answer's body; nil where it is whole.
    func answer(_ answer: HTTPAnswer, rest: AnswerStream? = nil) {
        guard let deliver = self.deliver else {
            rest?.cancel()
            return
        }
        self.deliver = nil
        running = .none
        deliver(answer, rest.map(Sequel.rest) ?? .nothing)
    }

    /// Agrees to go on over a WebSocket.
    func answer(_ answer: HTTPAnswer, becoming socket: SocketHandler) {
        guard let deliver = self.deliver else { return }
        self.deliver = nil
        deliver(answer, .socket(socket))
    }

    /// Stops what runs; no answer will be given.
    func abandon() {
        guard deliver != nil else { return }
        deliver = nil
        let running = self.running
        self.running = .none
        running.cancel()
    }
}
