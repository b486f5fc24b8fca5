import Glibc

/// Where a GraphQL server listens: HTTP or HTTPS on an IPv4 address or `localhost`.
struct Endpoint: Hashable {
    let isTLS: Bool
    let host: String
    let port: UInt16
    let path: String

    /// Reads `http://host:port/path`, or `https:`; the path is `/graphql` when none is said.
    init(url: String) throws(BenchError) {
        isTLS = url.hasPrefix("https://")
        guard isTLS || url.hasPrefix("http://") else { throw BenchError("\(url) begins neither with http:// nor with https://.") }
        let rest = url.dropFirst(isTLS ? 8 : 7)
        let authority = rest.prefix { $0 != "/" }
        let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
        guard let name = parts.first, !name.isEmpty, parts.count <= 2, let port = parts.count == 2 ? UInt16(parts[1]) : isTLS ? 443 : 80
        else {
            throw BenchError("\(url) names no host and port.")
        }
        host = name == "localhost" ? "127.0.0.1" : String(name)
        self.port = port
        let path = String(rest.dropFirst(authority.count))
        self.path = path.isEmpty || path == "/" ? "/graphql" : path
    }

    /// Opens a connection.
    func connect() throws(BenchError) -> Wire {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        guard inet_pton(AF_INET, host, &address.sin_addr) == 1 else { throw BenchError("\(host) is no IPv4 address.") }
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw BenchError("The system gives no more sockets.") }
        let length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(socket, $0, length) }
        }
        guard code == 0 else {
            close(socket)
            throw BenchError("Nobody answers on \(host):\(port).")
        }
        var one: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
        return try Wire(socket, isTLS: isTLS)
    }
}
