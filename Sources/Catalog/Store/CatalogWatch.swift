import Postgres

/// Looks whether the catalog changed, over one session that is opened again when it breaks.
struct CatalogWatch {
    private let configuration: PostgresConfiguration
    private var connection: AdminConnection?
    private var version: String?

    init(_ configuration: PostgresConfiguration) {
        self.configuration = configuration
    }

    /// The session to read through when the catalog is not what it was at the last call; nil when it is.
    mutating func changed() async throws -> AdminConnection? {
        do {
            let connection = try await openConnection()
            let seen = try await CatalogVersionQuery().run(on: connection)
            guard seen != version else { return nil }
            version = seen
            return connection
        } catch {
            await close()
            throw error
        }
    }

    /// Has the next call find the catalog changed, whatever it shows.
    mutating func forget() { version = nil }

    /// Ends the session; the next call opens another, and finds the catalog changed.
    mutating func close() async {
        await connection?.close()
        connection = nil
        version = nil
    }

    private mutating func openConnection() async throws(PostgresError) -> AdminConnection {
        if let connection, await connection.isOpen { return connection }
        let opened = try await AdminConnection.connect(configuration)
        connection = opened
        version = nil
        return opened
    }
}
