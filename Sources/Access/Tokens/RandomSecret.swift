import Crypto

/// A secret of 256 random bits that is shown once, and of which only the digest is kept: an app's secret, an authorization code.
package struct RandomSecret: Sendable, Hashable {
    package let text: String

    /// A secret as its holder shows it.
    package init(_ text: String) { self.text = text }

    /// Makes one that nobody has, behind a prefix by which people and scanners know it.
    package static func generate(prefix: String) -> RandomSecret {
        var generator = SystemRandomNumberGenerator()
        return RandomSecret(prefix + String(decoding: Base62.random(43, using: &generator), as: UTF8.self))
    }

    /// SHA-256 of the text.
    package var digest: [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }
}
