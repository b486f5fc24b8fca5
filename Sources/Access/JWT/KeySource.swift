import Foundation

/// Where keys come from. Secrets and keys are read from files, never from a command line.
package enum KeySource: Sendable, Hashable {
    /// A file whose bytes, without a line end after them, are the shared secret of HS256.
    case secretFile(String, id: String? = nil)
    /// A public key in PEM, for one algorithm.
    case pemFile(String, algorithm: JWTAlgorithmName, id: String? = nil)
    /// A JSON Web Key Set in a file.
    case jwksFile(String)
    /// A JSON Web Key Set behind an address.
    case jwksURL(String)

    /// No key set is larger; what is, is refused.
    static let largest = 1 << 20

    func keys(fetching fetch: KeySetFetcher) async throws(KeyError) -> [VerificationKey] {
        switch self {
        case .secretFile(let path, let id):
            var secret = try Self.read(path)
            while let last = secret.last, last == 0x0A || last == 0x0D { secret.removeLast() }
            return [try await .secret(secret, id: id)]
        case .pemFile(let path, let algorithm, let id):
            return [try await .pem(String(decoding: try Self.read(path), as: UTF8.self), algorithm: algorithm, id: id)]
        case .jwksFile(let path):
            return try await JWKSDocument.keys(in: try Self.read(path))
        case .jwksURL(let address):
            return try await JWKSDocument.keys(in: try await fetch(address))
        }
    }

    private static func read(_ path: String) throws(KeyError) -> [UInt8] {
        guard let file = FileHandle(forReadingAtPath: path) else { throw KeyError(.unreadable) }
        defer { try? file.close() }
        guard let data = try? file.read(upToCount: largest + 1) else { throw KeyError(.unreadable) }
        guard data.count <= largest else { throw KeyError(.tooLarge) }
        return Array(data)
    }
}
