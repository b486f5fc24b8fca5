import NIOCore
import NIOSSL
import Synchronization

/// The certificate and key that new connections are greeted with; can be read again while serving.
final class TLSCredentials: Sendable {
    private let files: GatewayConfiguration.TLSFiles
    private let context: Mutex<NIOSSLContext>

    init(_ files: GatewayConfiguration.TLSFiles) throws {
        self.files = files
        self.context = Mutex(try Self.load(files))
    }

    /// Reads the files again. On failure the certificate in use stays.
    func reload() throws {
        let fresh = try Self.load(files)
        context.withLock { $0 = fresh }
    }

    func makeHandler() -> NIOSSLServerHandler {
        NIOSSLServerHandler(context: context.withLock { $0 })
    }

    private static func load(_ files: GatewayConfiguration.TLSFiles) throws -> NIOSSLContext {
        let chain = try reading(files.certificateChain, "certificate chain") {
            try NIOSSLCertificate.fromPEMFile($0).map(NIOSSLCertificateSource.certificate)
        }
        let key = try reading(files.privateKey, "private key") { try NIOSSLPrivateKey(file: $0, format: .pem) }
        var configuration = TLSConfiguration.makeServerConfiguration(certificateChain: chain, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        return try NIOSSLContext(configuration: configuration)
    }

    /// Says which file it was that could not be read.
    private static func reading<Content>(_ path: String, _ what: String, _ read: (String) throws -> Content) throws -> Content {
        do { return try read(path) } catch { throw TLSFileError(path: path, what: what, reason: "\(error)") }
    }
}

/// A file of the TLS credentials that cannot be used.
struct TLSFileError: Error, CustomStringConvertible {
    let path: String
    let what: String
    let reason: String

    var description: String { "\(path) is not there, or holds no \(what) in PEM (\(reason))." }
}
