import NIOCore
import NIOHTTP1

/// A connection that may have more to send than its client has taken.
protocol RoomHolder: AnyObject {
    /// Since when the client has taken nothing of it; nil while there is nothing to take.
    var standstill: Standstill? { get }
    /// Its bytes.
    var unsent: Int { get }
    /// Whether it tells of something written, and so is not dropped for others' sake.
    var isCertain: Bool { get }
    /// Drops the client with what it does not take.
    func giveUp()
}

/// The connections of one event loop: their clock, and their end.
///
/// One timer for all of them. A timer per request would cost more than the request's parsing. Belongs to its event loop.
final class LoopConnections {
    let eventLoop: any EventLoop
    /// The time as HTTP writes it, at most half a second old.
    private(set) var date = HTTPDate.now()
    /// True from when the server shuts down: every answer is its connection's last.
    private(set) var isDraining = false
    private var handlers: [ObjectIdentifier: ConnectionHandler] = [:]
    private var sockets: [ObjectIdentifier: SocketHandler] = [:]
    private var timer: RepeatedTask?
    private var whenEmpty: EventLoopPromise<Void>?
    /// The bytes of answers that their clients have not taken yet.
    private var unsent = 0
    private let unsentBound: Int

    static let tick = TimeAmount.milliseconds(500)
    /// Answers of no more are always sent: mostly the system takes them at once.
    private static let smallAnswer = 16 << 10
    /// A client that has taken nothing for so long makes room for others.
    private static let patience = TimeAmount.seconds(1)

    /// - Parameter unsentBound: what answers may take in memory, in bytes, until their clients have taken them.
    init(eventLoop: any EventLoop, unsentBound: Int) {
        self.eventLoop = eventLoop
        self.unsentBound = unsentBound
    }

    func start() {
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        timer = eventLoop.scheduleRepeatedTask(initialDelay: Self.tick, delay: Self.tick) { _ in bound.value.beat() }
    }

    private func beat() {
        date = HTTPDate.now()
        let now = NIODeadline.now()
        // A copy: closing a connection takes it out.
        for handler in Array(handlers.values) { handler.tick(at: now) }
        for socket in Array(sockets.values) { socket.tick(at: now) }
    }

    func add(_ handler: ConnectionHandler) {
        handlers[ObjectIdentifier(handler)] = handler
    }

    func remove(_ handler: ConnectionHandler) {
        handlers[ObjectIdentifier(handler)] = nil
        if isEmpty { settle() }
    }

    func add(_ socket: SocketHandler) {
        sockets[ObjectIdentifier(socket)] = socket
    }

    func remove(_ socket: SocketHandler) {
        sockets[ObjectIdentifier(socket)] = nil
        if isEmpty { settle() }
    }

    private var isEmpty: Bool { handlers.isEmpty && sockets.isEmpty }

    // MARK: - Room

    /// What room is asked for.
    enum Reservation {
        /// An answer that can still be refused.
        case answer
        /// One that tells of something written: it is sent however much waits.
        case certainAnswer
        /// More of an answer whose beginning was sent.
        case part
    }

    /// Takes bytes of an answer into what waits for clients. Where there is no room, those give theirs up who take nothing, the longest
    /// first; then, for more of an answer that has begun, whoever holds most, which may be the one that asks. False where that is not
    /// enough.
    func reserve(_ bytes: Int, for reason: Reservation) -> Bool {
        if bytes > Self.smallAnswer, unsent + bytes > unsentBound {
            let now = NIODeadline.now()
            let stuck = holders.compactMap { holder in holder.standstill.map { (holder, $0.age(at: now)) } }
                .filter { $0.1 >= Self.patience }.sorted { $0.1 > $1.1 }.map(\.0)
            makeRoom(for: bytes, at: stuck)
            if reason == .part, unsent + bytes > unsentBound {
                makeRoom(for: bytes, at: holders.filter { $0.unsent > 0 && !$0.isCertain }.sorted { $0.unsent > $1.unsent })
            }
            guard reason == .certainAnswer || unsent + bytes <= unsentBound else { return false }
        }
        unsent += bytes
        return true
    }

    /// Drops clients in this order until there is room.
    private func makeRoom(for bytes: Int, at clients: [any RoomHolder]) {
        for client in clients where unsent + bytes > unsentBound { client.giveUp() }
    }

    private var holders: [any RoomHolder] { Array(handlers.values) + Array(sockets.values) }

    func release(_ bytes: Int) {
        unsent -= bytes
    }

    /// Closes the connection that has been idle for the longest, for so long at least, so that another can come.
    ///
    /// One that is closing already is passed over: over TLS it waits for the client's word for a while. Those of the metrics' own port
    /// take no client's place.
    func closeLongestIdle(_ least: TimeAmount) {
        let now = NIODeadline.now()
        let idle = handlers.values.filter {
            $0.phase == .idle && !$0.isClosing && $0.entrance != .metrics && now - $0.idleSince >= least
        }
        let socket = sockets.values.filter { $0.idleSince.map { now - $0 >= least } ?? false }
            .min { ($0.idleSince ?? now) < ($1.idleSince ?? now) }
        let handler = idle.min { $0.idleSince < $1.idleSince }
        if let socket, (socket.idleSince ?? now) < handler?.idleSince ?? now { return socket.giveWay() }
        handler?.giveUp()
    }

    /// Closes what is idle; what is under way is closed once its answer is sent. Succeeds when no connection is left.
    func drain() -> EventLoopFuture<Void> {
        isDraining = true
        let promise = whenEmpty ?? eventLoop.makePromise(of: Void.self)
        whenEmpty = promise
        for handler in Array(handlers.values) { handler.drain() }
        for socket in Array(sockets.values) { socket.drain() }
        if isEmpty { settle() }
        return promise.futureResult
    }

    /// Closes every connection, whatever it does.
    func closeAll() {
        for handler in Array(handlers.values) { handler.context?.close(promise: nil) }
        for socket in Array(sockets.values) { socket.breakOff() }
    }

    private func settle() {
        guard let promise = whenEmpty else { return }
        whenEmpty = nil
        timer?.cancel()
        timer = nil
        promise.succeed()
    }
}
