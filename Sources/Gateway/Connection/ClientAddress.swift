import Foundation
import NIOCore

/// Where a request comes from, as far as it can be believed.
enum ClientAddress {
    /// Returns the client's address, or for IPv6 the network of it that one customer has (a /64); nil where there is none, as on a Unix socket.
    ///
    /// - Parameters:
    ///   - peer: who is connected.
    ///   - forwarded: what `X-Forwarded-For` says, all of it with commas.
    ///   - proxies: how many proxies of one's own stand before the gateway. Each of them adds whom it was asked by, so that so many of the
    ///     last addresses are true, and what stands before them is the client's own invention.
    static func text(peer: SocketAddress?, forwarded: String?, proxies: Int) -> String? {
        guard proxies > 0, let forwarded else { return peer?.ipAddress.flatMap(network) }
        let hops = forwarded.split(separator: ",", omittingEmptySubsequences: false)
        // Who came past the proxies is whoever is connected.
        guard hops.count >= proxies else { return peer?.ipAddress.flatMap(network) }
        return network(of: hops[hops.count - proxies].trimming(" ")) ?? peer?.ipAddress.flatMap(network)
    }

    /// Nil for what is no address.
    private static func network(of text: some StringProtocol) -> String? {
        let text = withoutPort(String(text))
        var four = [UInt8](repeating: 0, count: 4)
        if inet_pton(AF_INET, text, &four) == 1 { return dotted(four) }
        var six = [UInt8](repeating: 0, count: 16)
        guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
        // An IPv4 address that is written as IPv6 (::ffff:0:0/96) is one customer's as a whole.
        if six.starts(with: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]) { return dotted(six.suffix(4)) }
        return stride(from: 0, to: 8, by: 2).map { String(Int(six[$0]) << 8 | Int(six[$0 + 1]), radix: 16) }.joined(separator: ":")
            + "::/64"
    }

    private static func dotted(_ bytes: some Sequence<UInt8>) -> String { bytes.map { String($0) }.joined(separator: ".") }

    /// Some proxies add the port: `192.0.2.7:4711`, `[2001:db8::7]:4711`.
    private static func withoutPort(_ text: String) -> String {
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") { return String(text[text.index(after: text.startIndex)..<end]) }
        guard text.count(where: { $0 == ":" }) == 1, let colon = text.firstIndex(of: ":") else { return text }
        return String(text[..<colon])
    }
}

extension Substring {
    fileprivate func trimming(_ blank: Character) -> Substring {
        var rest = drop { $0 == blank }
        while rest.last == blank { rest.removeLast() }
        return rest
    }
}
