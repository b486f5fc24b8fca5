/// The name in a `Host` header.
enum HostName {
    /// Returns the name in lower case without a port, an IPv6 address with its brackets; nil when there is none, or one too long to be.
    static func withoutPort(_ host: String) -> String? {
        guard !host.isEmpty, host.utf8.count <= 260 else { return nil }
        if host.hasPrefix("["), let end = host.firstIndex(of: "]") { return host[...end].lowercased() }
        let name = host.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)[0]
        return name.isEmpty ? nil : name.lowercased()
    }
}
