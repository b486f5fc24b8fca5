import Access
import ArgumentParser
import Catalog
import Crypto
import Execution
import Foundation
import Gateway
import GraphModel
import Logging
import NIOCore
import NIOPosix
import Planning
import Postgres
import ServiceLifecycle

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve the database's graph over HTTP.",
        discussion: """
            Reads the graph from the database's catalog, answers GraphQL on /graphql, and follows migrations while it runs.
            Connect as the gateway's own role (souk_gateway): one that owns nothing and bypasses no row security.

            EXAMPLES
              souk serve --database-url postgresql://souk_gateway@db/souk --port 8080
              souk serve --tls-certificate chain.pem --tls-key key.pem --jwks-url https://id.example/.well-known/jwks.json
              souk serve --database-url postgresql:///chinook --tenancy none --expose-all    # any database, as it is
            """)

    @OptionGroup var database: DatabaseOptions
    @OptionGroup var listening: ListeningOptions
    @OptionGroup var requests: RequestOptions
    @OptionGroup var subscriptions: SubscriptionOptions
    @OptionGroup var graph: GraphOptionGroup
    @OptionGroup var tokens: TokenOptions
    @OptionGroup var tuning: TuningOptions

    func run() async throws {
        Allocator.keepFreedMemory()
        DescriptorLimit.raise()
        LoggingSystem.bootstrap { label in StreamLogHandler.standardError(label: label) }
        let logger = Logger(label: "souk")
        let deployment = try await Deployment.start(self, logger: logger)
        do {
            try await deployment.run()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw CommandError("The port is taken. Choose another with --port or --metrics-port, or stop what listens there.")
        }
    }
}
