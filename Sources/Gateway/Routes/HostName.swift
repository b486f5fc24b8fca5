/// The name in a `Host` header.
enum HostName {
    /// Returns the name in lower case without a port; nil when there is none that could be a tenant's.
    static func withoutPort(_ host: String) -> String? {
        guard !host.isEmpty, host.utf8.count <= 260, !host.hasPrefix("[") else { return nil }
        let name = host.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)[0]
        return name.isEmpty ? nil : name.lowercased()
    }
}
