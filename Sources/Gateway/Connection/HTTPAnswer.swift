import GraphQLLanguage
import NIOCore
import NIOHTTP1

/// What one request is answered with, apart from what HTTP itself adds.
struct HTTPAnswer {
    var status: HTTPResponseStatus
    var contentType: String
    /// Further headers, seldom any.
    var headers: [(name: String, value: String)] = []
    /// The whole body, or its beginning where more of it follows.
    var body: ByteBuffer
    /// What metrics and log call it: `complete`, `partial`, the first error's code, or `batch`.
    var outcome: String
    var closesConnection = false
    /// Whether it is sent however much waits for clients already.
    var mustBeSent = false
    /// Whether what follows goes on until somebody ends it: each piece leaves at once, and how it went is known at its beginning.
    var isEndless = false

    /// The outcome of an answer to many requests, in one body or over a WebSocket, which are counted one by one.
    static let batch = "batch"

    init(_ status: HTTPResponseStatus, contentType: String, body: ByteBuffer, outcome: String = "complete") {
        self.status = status
        self.contentType = contentType
        self.body = body
        self.outcome = outcome
    }

    init(_ refusal: Refusal, format: ResponseFormat = .json) {
        let status = format == .graphQLResponse ? refusal.strictStatus ?? refusal.status : refusal.status
        self.init(status, contentType: format.contentType, body: refusal.body, outcome: refusal.code.rawValue)
        if let header = refusal.header { headers.append((header.name, header.value)) }
        closesConnection = refusal.closesConnection
    }

    /// A refusal in the place of an answer, in that one's format.
    init(_ refusal: Refusal, as contentType: String) {
        self.init(refusal)
        self.contentType = contentType
    }

    static func text(_ text: String, status: HTTPResponseStatus = .ok, contentType: String = "text/plain; charset=utf-8") -> HTTPAnswer {
        HTTPAnswer(
            status, contentType: contentType, body: ByteBuffer(string: text), outcome: status.code < 400 ? "complete" : "UNAVAILABLE")
    }
}
