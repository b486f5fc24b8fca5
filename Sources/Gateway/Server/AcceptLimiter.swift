import NIOCore

/// Stops accepting while too many connections are open; more wait in the backlog. Sits in the listening channel's pipeline.
final class AcceptLimiter: ChannelDuplexHandler {
    typealias InboundIn = Channel
    typealias InboundOut = Channel
    typealias OutboundIn = Never

    private let limit: Int
    private let metrics: GatewayMetrics?
    private var open = 0
    private var wantsRead = false

    /// - Parameter metrics: where connections are counted; nil for such as are no client's.
    init(limit: Int, metrics: GatewayMetrics?) {
        self.limit = limit
        self.metrics = metrics
    }

    func read(context: ChannelHandlerContext) {
        if open < limit { context.read() } else { wantsRead = true }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        open += 1
        metrics?.acceptedConnections.add()
        metrics?.openConnections.add()
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        unwrapInboundIn(data).closeFuture.hop(to: context.eventLoop).whenComplete { _ in
            let (limiter, context) = bound.value
            limiter.connectionClosed(context: context)
        }
        context.fireChannelRead(data)
    }

    private func connectionClosed(context: ChannelHandlerContext) {
        open -= 1
        metrics?.openConnections.add(-1)
        guard wantsRead, open < limit else { return }
        wantsRead = false
        context.read()
    }
}
