/// Where a request goes: `/path?query`, or the same behind `http://host`, which a server takes from whoever takes it for a proxy.
struct RequestTarget {
    /// The path without the query; `/` where the target has none.
    let path: Substring
    /// What follows the first `?`, still encoded.
    let query: Substring?
    /// The host, with its port if it has one, where the target names it.
    let authority: Substring?

    init(_ target: String) {
        var rest = target[...]
        authority = Self.takeAuthority(of: &rest)
        if let mark = rest.utf8.firstIndex(of: UInt8(ascii: "?")) {
            query = rest[rest.utf8.index(after: mark)...]
            rest = rest[..<mark]
        } else {
            query = nil
        }
        path = rest.isEmpty && authority != nil ? "/" : rest
    }

    private static func takeAuthority(of rest: inout Substring) -> Substring? {
        guard rest.utf8.first != UInt8(ascii: "/") else { return nil }
        guard let scheme = ["http://", "https://"].first(where: { rest.prefix($0.count).lowercased() == $0 }) else { return nil }
        rest = rest.dropFirst(scheme.count)
        let end = rest.utf8.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") } ?? rest.endIndex
        defer { rest = rest[end...] }
        return rest[..<end]
    }
}
