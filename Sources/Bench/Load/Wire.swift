import COpenSSL
import Glibc

/// A connection to a server, in the clear or behind TLS. Closed when nobody holds it.
final class Wire {
    /// What came of a look at what the server sent.
    enum Piece: Equatable {
        /// So many bytes are in the buffer.
        case bytes(Int)
        /// There is nothing yet.
        case nothing
    }

    let socket: Int32
    /// OpenSSL's side of the connection; nil in the clear.
    private let tls: OpaquePointer?

    /// Takes a connected socket over, and shakes hands where the server expects that.
    init(_ socket: Int32, isTLS: Bool) throws(BenchError) {
        self.socket = socket
        guard isTLS else {
            tls = nil
            return
        }
        tls = SSL_new(Self.context)
        guard let tls, SSL_set_fd(tls, socket) == 1, SSL_connect(tls) == 1 else { throw BenchError("The server does not speak TLS.") }
    }

    deinit {
        SSL_free(tls)
        close(socket)
    }

    /// Certificates are not looked at: the server that is measured made its own.
    // Unchecked: it is set up once, and OpenSSL counts who holds it.
    nonisolated(unsafe) private static let context = SSL_CTX_new(TLS_client_method())

    /// From now on `receive` does not wait.
    func stopWaiting() {
        _ = fcntl(socket, F_SETFL, fcntl(socket, F_GETFL) | O_NONBLOCK)
    }

    /// Sends a request, which is far smaller than a socket's buffer: it goes out in one piece, or the connection is gone.
    func send(_ bytes: [UInt8]) throws(BenchError) {
        let sent = tls.map { Int(SSL_write($0, bytes, Int32(bytes.count))) } ?? Glibc.send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        guard sent == bytes.count else { throw Self.gone }
    }

    /// Takes what has come, as far as the buffer holds it. Behind TLS there may be more of it than the system knows of: ask until there is nothing.
    func receive(_ buffer: inout [UInt8]) throws(BenchError) -> Piece {
        if let tls {
            let size = SSL_read(tls, &buffer, Int32(buffer.count))
            if size > 0 { return .bytes(Int(size)) }
            guard SSL_get_error(tls, size) == SSL_ERROR_WANT_READ else { throw Self.gone }
            return .nothing
        }
        let size = read(socket, &buffer, buffer.count)
        if size > 0 { return .bytes(size) }
        guard size < 0, errno == EAGAIN else { throw Self.gone }
        return .nothing
    }

    var isTLS: Bool { tls != nil }

    private static var gone: BenchError { BenchError("The server closed a connection.") }
}
