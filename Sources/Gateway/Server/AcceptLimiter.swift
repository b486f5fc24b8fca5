import NIOCore

/// Stops accepting while too many connections are open; more wait in the backlog until one is closed, for which it asks. Sits in the listening channel's pipeline.
final class AcceptLimiter: ChannelDuplexHandler {
    typealias InboundIn = Channel
    typealias InboundOut = Channel
    typealias OutboundIn = Never

    private let limit: Int
    private let metrics: GatewayMetrics?
    private let makeRoom: () -> Void
    private var open = 0
    private var wantsRead = false
    private var isAsking = false

    /// - Parameters:
    ///   - metrics: where connections are counted; nil for such as are no client's.
    ///   - makeRoom: called when no more can be accepted.
    init(limit: Int, metrics: GatewayMetrics?, makeRoom: @escaping () -> Void = {}) {
        self.limit = limit
        self.metrics = metrics
        self.makeRoom = makeRoom
    }

    func read(context: ChannelHandlerContext) {
        guard open >= limit else { return context.read() }
        wantsRead = true
        askForRoom(context.eventLoop)
    }

    /// Asks until there is room: those who are busy now may be idle soon.
    private func askForRoom(_ eventLoop: any EventLoop) {
        makeRoom()
        guard !isAsking else { return }
        isAsking = true
        eventLoop.assumeIsolated().scheduleTask(in: .seconds(1)) {
            self.isAsking = false
            if self.wantsRead { self.askForRoom(eventLoop) }
        }
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
