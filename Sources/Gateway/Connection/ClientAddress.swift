import Foundation
import NIOCore

/// Where a request comes from, as far as it can be believed.
enum ClientAddress {
    /// Returns the client's address, or for IPv6 its network of /56, which is what most providers give a household; nil where there is
    /// none, as on a Unix socket.
    ///
    /// - Parameters:
    ///   - peer: who is connected.
    ///   - forwarded: what `X-Forwarded-For` says, all of it with commas.
    ///   - proxies: how many proxies of one's own stand before the gateway. Each of them adds whom it was asked by, so that so many of the
    ///     last addresses are true, and what stands before them is the client's own invention. Who reaches the gateway past the proxies can invent all of
    ///     them.
    static func text(peer: SocketAddress?, forwarded: String?, proxies: Int) -> String? {
        guard proxies > 0, let forwarded else { return peer?.ipAddress.flatMap(network) }
        let hops = forwarded.split(separator: ",", omittingEmptySubsequences: false)
        // Fewer than there are proxies: it did not come through them.
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
        if versionFour.contains(where: { six.starts(with: $0) }) { return dotted(six.suffix(4)) }
        six[7] = 0
        let groups = stride(from: 0, to: 8, by: 2).map { String(Int(six[$0]) << 8 | Int(six[$0 + 1]), radix: 16) }
        return groups.joined(separator: ":") + "::/56"
    }

    /// Networks in which the last four bytes are an IPv4 address: ::ffff:0:0/96, and 64:ff9b::/96 of translators (RFC 6052).
    private static let versionFour: [[UInt8]] = [
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF], [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0],
    ]

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
