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
        let chain = try NIOSSLCertificate.fromPEMFile(files.certificateChain).map(NIOSSLCertificateSource.certificate)
        let key = try NIOSSLPrivateKey(file: files.privateKey, format: .pem)
        var configuration = TLSConfiguration.makeServerConfiguration(certificateChain: chain, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        return try NIOSSLContext(configuration: configuration)
    }
}
