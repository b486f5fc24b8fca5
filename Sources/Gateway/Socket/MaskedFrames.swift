import NIOCore
import NIOWebSocket

/// Lets a client's frames through as long as they are as a client's must be (RFC 6455, sections 5.1 and 5.2): masked, and without bits of
/// extensions, of which there are none.
final class MaskedFrames: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame
    typealias InboundOut = WebSocketFrame

    struct NotAClients: Error {}

    private let meter: MessageMeter

    /// - Parameter meter: is told of each.
    init(_ meter: MessageMeter) { self.meter = meter }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = unwrapInboundIn(data)
        guard frame.maskKey != nil, !frame.rsv1, !frame.rsv2, !frame.rsv3 else { return context.fireErrorCaught(NotAClients()) }
        meter.noteFrame(isControl: frame.opcode.isControlOpcode, isFinal: frame.fin)
        context.fireChannelRead(data)
    }
}
