import CLibPQ
package import Logging
import NIOCore
import NIOPosix

/// Hears what the database announces with NOTIFY, over a session of its own that is opened again whenever it breaks.
///
/// What is announced while there is no session is lost: so every new session begins with `.connected`, and whoever listens
/// looks at the database itself then.
// Unchecked: everything that changes is touched on the doorbell's event loop only.
package final class Listener: @unchecked Sendable {
    package enum Event: Sendable, Hashable {
        /// A session has begun to listen. Anything may have happened before.
        case connected
        case notification(channel: String, payload: String)
    }

    /// The events, for one reader. Ends when the listener is closed. A reader who is slow by more than 1,024 events loses the oldest.
    package let events: AsyncStream<Event>

    private let continuation: AsyncStream<Event>.Continuation
    private let configuration: PostgresConfiguration
    private let channels: [String]
    private let doorbell: Doorbell
    private let logger: Logger
    private var handle: LibPQHandle?
    private var registration: Doorbell.Registration?
    private var failures = 0
    private var isClosed = false

    /// Begins to listen on these channels at once.
    package init(_ configuration: PostgresConfiguration, channels: [String], doorbell: Doorbell, logger: Logger) {
        self.configuration = configuration
        self.channels = channels
        self.doorbell = doorbell
        self.logger = logger
        (events, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1024))
        doorbell.eventLoop.execute { self.connect() }
    }

    /// Ends the session and the events.
    package func close() {
        doorbell.eventLoop.execute {
            self.isClosed = true
            self.hangUp()
            self.continuation.finish()
        }
    }

    // MARK: - The session

    private func connect() {
        guard !isClosed else { return }
        let (configuration, channels, loop) = (configuration, channels, doorbell.eventLoop)
        NIOThreadPool.singleton.submit { _ in
            let attempt = Result { () throws(PostgresError) in try Self.open(configuration, channels) }
            loop.execute { self.opened(attempt) }
        }
    }

    /// Connects and listens; blocks its thread.
    private static func open(_ configuration: PostgresConfiguration, _ channels: [String]) throws(PostgresError) -> LibPQHandle {
        let handle = try Connector.connect(configuration)
        for channel in channels {
            let name = PQescapeIdentifier(handle.connection, channel, channel.utf8.count)
            defer { PQfreemem(name) }
            guard let name else { throw PostgresError(.invalidStatement, safeToRetry: false) }
            let result = PQexec(handle.connection, "LISTEN " + String(cString: name))
            defer { PQclear(result) }
            guard let result, PQresultStatus(result) == PGRES_COMMAND_OK else {
                throw PostgresError(.connectionLost, safeToRetry: true, serverReport: ServerReport(message: handle.lastMessage))
            }
        }
        guard PQsetnonblocking(handle.connection, 1) == 0 else { throw PostgresError(.connectionLost, safeToRetry: true) }
        return handle
    }

    private func opened(_ attempt: Result<LibPQHandle, PostgresError>) {
        guard !isClosed else { return }
        do throws(PostgresError) {
            let handle = try attempt.get()
            self.handle = handle
            registration = try doorbell.add(handle.socket, for: self)
            failures = 0
            continuation.yield(.connected)
            // A notification may have come with the answers to LISTEN.
            receive()
        } catch {
            hangUp()
            logger.warning(
                "cannot listen to the database",
                metadata: ["place": "\(configuration)", "error": "\(error)", "server": "\(error.serverReport?.message ?? "")"])
            connectLater()
        }
    }

    private func connectLater() {
        let pause = min(5_000, 50 << min(failures, 10))
        failures += 1
        let jittered = Double(pause) * .random(in: 0.5...1)
        doorbell.eventLoop.scheduleTask(in: .milliseconds(Int64(jittered))) { self.connect() }
    }

    private func hangUp() {
        if let handle, let registration { doorbell.remove(registration, handle.socket) }
        registration = nil
        handle = nil
    }

    private func receive() {
        guard let handle, let registration else { return }
        let isAlive = PQconsumeInput(handle.connection) == 1
        while let notification = PQnotifies(handle.connection) {
            continuation.yield(
                .notification(
                    channel: String(cString: notification.pointee.relname), payload: String(cString: notification.pointee.extra)))
            PQfreemem(notification)
        }
        guard isAlive, !handle.isBroken, doorbell.arm(registration, handle.socket, writing: false) else {
            logger.warning("lost the session that listens to the database")
            hangUp()
            return connectLater()
        }
    }
}

extension Listener: Doorbell.Visitor {
    func socketIsReady() { receive() }
}
