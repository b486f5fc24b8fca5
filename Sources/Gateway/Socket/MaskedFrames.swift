import NIOCore
import NIOWebSocket

/// Lets a client's frames through as long as they are masked, as they must be (RFC 6455, section 5.1).
final class MaskedFrames: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame
    typealias InboundOut = WebSocketFrame

    struct NotMasked: Error {}

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard unwrapInboundIn(data).maskKey != nil else { return context.fireErrorCaught(NotMasked()) }
        context.fireChannelRead(data)
    }
}
