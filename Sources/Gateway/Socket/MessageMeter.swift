import NIOCore

/// Counts what has come of a message that is not whole yet, before anything is kept of it. Belongs to its channel's event loop.
final class MessageMeter: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    /// What has come since the last whole frame outside of a message in pieces, as far as reads tell: what came in one read with its end
    /// is not counted.
    private var bytes = 0
    /// Since when; nil while nothing has.
    private(set) var since: NIODeadline?
    /// How much may: set as it becomes known whose the connection is.
    var limit: Int
    private var isInMessage = false
    private let whenExceeded: () -> Void

    /// What frames need beside what they hold, of a message in many pieces.
    private static let framing = 16 << 10

    init(limit: Int, whenExceeded: @escaping () -> Void) {
        self.limit = limit
        self.whenExceeded = whenExceeded
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        bytes += unwrapInboundIn(data).readableBytes
        since = since ?? .now()
        guard bytes <= limit + Self.framing else { return whenExceeded() }
        context.fireChannelRead(data)
    }

    /// A whole frame has come, which may be a piece of a message, or stand between two of them.
    func noteFrame(isControl: Bool, isFinal: Bool) {
        if !isControl { isInMessage = !isFinal }
        guard !isInMessage else { return }
        bytes = 0
        since = nil
    }
}
