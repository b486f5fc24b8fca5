package import NIOCore

/// How the gateway listens, and what it lets a client take.
package struct GatewayConfiguration: Sendable {
    package var host = "127.0.0.1"
    /// 0 lets the system choose one.
    package var port = 8080
    /// Connections that the system keeps waiting to be accepted.
    package var backlog = 1024
    /// Lets several processes listen on one port.
    package var reusesPort = false
    /// Connections at once; more wait in the backlog.
    package var mostConnections = 16_384
    /// Proxies of one's own before the gateway, each of which adds to `X-Forwarded-For` whom it was asked by.
    package var proxies = 0
    /// Where `/metrics` is served in the clear, and nowhere else; nil serves it where clients ask, to this machine alone.
    package var metrics: MetricsAddress?
    /// Serves HTTPS when set.
    package var tls: TLSFiles?

    package var limits = Limits()
    package var timeouts = Timeouts()
    package var statuses = StatusPolicy.draft
    package var cors = CORSPolicy()
    package var csrf = CSRFPolicy.fetchMetadata
    package var documents = DocumentPolicy()
    /// Whether `/` is the explorer, and not a page without scripts.
    package var servesExplorer = true
    /// Response bodies of at least so many bytes are compressed when the client accepts it; nil never compresses.
    package var compressesFrom: Int? = 1024
    package var accessLog = AccessLog.failures

    package init() {}

    /// Sizes in bytes.
    package struct Limits: Sendable, Hashable {
        /// A request body, after decompression.
        package var body = 1 << 20
        /// That of a request without a token.
        package var visitorBody = 128 << 10
        /// A form that is posted to `/oauth/…`, after decompression.
        package var form = 16 << 10
        /// All header names and values of a request together.
        package var headers = 32 << 10
        package var headerCount = 100
        /// What all answers together take in memory until their clients have taken them; what is no longer than 16 KB is sent all the same.
        package var unsent = 256 << 20
        /// Requests in one body; 0 takes no batches.
        package var batch = 0
        /// Operations at once on one WebSocket.
        package var socketOperations = 100

        package init() {}
    }

    package struct Timeouts: Sendable, Hashable {
        /// From connecting, or from the last answer, to the end of a request's head.
        package var idle = TimeAmount.seconds(75)
        /// For how long a connection may be idle even when others wait for its place.
        package var leastIdle = TimeAmount.seconds(1)
        /// From connecting to the end of the first request's head.
        package var firstHead = TimeAmount.seconds(15)
        /// From the end of a request's head to the end of its body.
        package var body = TimeAmount.seconds(20)
        /// From the end of a request's head to its answer.
        package var request = TimeAmount.seconds(30)
        /// For how long a client may take no bytes of an answer.
        package var write = TimeAmount.seconds(30)
        /// From a WebSocket's beginning to the message that opens it.
        package var socketOpening = TimeAmount.seconds(10)
        /// Between two of the gateway's questions whether a WebSocket's client is still there; one that has answered none of two is not.
        package var socketPing = TimeAmount.seconds(20)
        /// For how long what runs may go on after a shutdown has begun.
        package var shutdown = TimeAmount.seconds(20)

        package init() {}
    }

    package struct MetricsAddress: Sendable, Hashable {
        package var host: String
        /// 0 lets the system choose one.
        package var port: Int

        package init(host: String = "127.0.0.1", port: Int) {
            self.host = host
            self.port = port
        }
    }

    /// Certificate and key in PEM.
    package struct TLSFiles: Sendable, Hashable {
        package var certificateChain: String
        package var privateKey: String

        package init(certificateChain: String, privateKey: String) {
            self.certificateChain = certificateChain
            self.privateKey = privateKey
        }
    }

    /// Which requests have a line in the log.
    package enum AccessLog: String, Sendable, Hashable, CaseIterable {
        case none
        /// Those that were answered with 500 and above.
        case failures
        case all
    }
}
