import GraphQLLanguage
import NIOCore
import NIOHTTP1
import NIOWebSocket

extension ConnectionHandler {
    /// Agrees to go on over a WebSocket, and leaves the connection to what speaks that.
    func become(_ socket: SocketHandler, by answer: HTTPAnswer) {
        guard let context else { return }
        guard phase == .answering, !loop.isDraining, let exchange else { return finish(HTTPAnswer(.ending)) }
        var head = HTTPResponseHead(version: .http1_1, status: answer.status)
        head.headers.add(name: "date", value: loop.date)
        for (name, value) in answer.headers { head.headers.add(name: name, value: value) }
        write(.head(head), flush: true)
        router.observe(exchange, answer, bytes: 0)
        let pipeline = context.pipeline.syncOperations
        do {
            try pipeline.addHandlers(socket.pipeline(on: loop))
            let encoder = try pipeline.context(handlerType: HTTPResponseEncoder.self)
            let decoder = try pipeline.context(handlerType: ByteToMessageHandler<HTTPRequestDecoder>.self)
            pipeline.removeHandler(context: encoder, promise: nil)
            leave()
            pipeline.removeHandler(self, promise: nil)
            // Last: what it has not read goes to the one that is behind it now.
            pipeline.removeHandler(context: decoder, promise: nil)
            // This handler has put off what was to be read.
            context.channel.read()
        } catch {
            context.close(promise: nil)
        }
    }
}

extension Refusal {
    fileprivate static let ending = Refusal(
        .serviceUnavailable, .unavailable, "The gateway ends; connect again.", header: Header(name: "retry-after", value: "1"))
}
