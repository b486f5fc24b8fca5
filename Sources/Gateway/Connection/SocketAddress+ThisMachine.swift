import NIOCore

extension SocketAddress {
    /// Whether it is an address that only this machine has to itself: 127.0.0.0/8, ::1, or one of the former written as IPv6.
    var isThisMachine: Bool {
        guard let text = ipAddress else { return true }
        return text.hasPrefix("127.") || text == "::1" || text.hasPrefix("::ffff:127.")
    }
}
