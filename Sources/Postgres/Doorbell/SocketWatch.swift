/// Waits for sockets, which it knows by keys, on behalf of an event loop. Everything but `stop` happens on that loop, or before anything is added.
protocol SocketWatch: AnyObject {
    /// - Parameters:
    ///   - ring: Whom to call, on the event loop, with the key of each socket that is ready.
    ///   - fail: Whom to call, on the event loop, when it cannot wait any more. Not after `stop`.
    func start(_ ring: @escaping @Sendable (UInt64) -> Void, orFail fail: @escaping @Sendable () -> Void)

    /// - Throws: `unavailable` when no more can be watched.
    func add(_ socket: Int32, as key: UInt64) throws(PostgresError)

    /// Waits until the socket can be read, has lost its peer or, if asked for, can be written: once, though it may be rung for once more than it
    /// asked for when it was armed twice. False when that is impossible.
    func arm(_ key: UInt64, _ socket: Int32, writing: Bool) -> Bool

    func remove(_ key: UInt64, _ socket: Int32)

    /// Gives everything back. Nothing is called afterwards.
    func stop()
}
