import NIOPosix

/// A serial executor that is one thread, for an actor whose calls block.
final class OwnThread: SerialExecutor {
    private let thread = NIOThreadPool(numberOfThreads: 1)

    init() { thread.start() }

    deinit { thread.shutdownGracefully { _ in } }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        thread.submit { [self] _ in job.runSynchronously(on: asUnownedSerialExecutor()) }
    }
}
