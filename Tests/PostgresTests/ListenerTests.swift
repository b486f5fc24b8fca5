import Logging
import NIOCore
import NIOPosix
import Postgres
import TestDatabase
import Testing

@Suite("A listener")
struct ListenerTests {
    @Test("hears announcements, also after its server has restarted")
    func restart() async throws {
        let cluster = try await TestCluster.start()
        let database = try await cluster.makeDatabase()
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let listener = Listener(database, channels: ["souk", "Odd \"name\""], doorbell: try Doorbell(on: group.next()), logger: logger)
        var events = listener.events.makeAsyncIterator()
        #expect(await events.next() == .connected)

        try await notify("souk", "one", database)
        #expect(await events.next() == .notification(channel: "souk", payload: "one"))
        try await notify("Odd \"name\"", "two", database)
        #expect(await events.next() == .notification(channel: "Odd \"name\"", payload: "two"))

        try await cluster.restart()
        #expect(await events.next() == .connected)
        try await notify("souk", "three", database)
        #expect(await events.next() == .notification(channel: "souk", payload: "three"))

        listener.close()
        #expect(await events.next() == nil)
        try await group.shutdownGracefully()
    }

    private func notify(_ channel: String, _ payload: String, _ database: PostgresConfiguration) async throws {
        let connection = try await AdminConnection.connect(database)
        try await connection.query("SELECT pg_notify($1, $2)", [channel, payload])
        await connection.close()
    }
}
