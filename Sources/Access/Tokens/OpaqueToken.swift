import Crypto

/// A token without content: `souk_` + 43 random characters (256 bits) + `_` + a checksum of six.
///
/// The prefix lets secret scanners find lost tokens; the checksum tells a mistyped token from an unknown one without a look-up.
/// Only its digest is stored: who reads the database cannot use what they find.
package struct OpaqueToken: Sendable, Hashable {
    package static let prefix = "souk_"
    private static let randomLength = 43
    private static let checksumLength = 6
    private static let length = prefix.utf8.count + randomLength + 1 + checksumLength

    /// The whole token as its owner holds it: shown once, stored nowhere.
    package let text: String

    /// Reads a token; nil when it is damaged or is none.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == Self.length, bytes.starts(with: Self.prefix.utf8) else { return nil }
        let body = bytes.dropLast(Self.checksumLength + 1)
        guard bytes[body.endIndex] == UInt8(ascii: "_"), body.dropFirst(Self.prefix.utf8.count).allSatisfy(Base62.contains) else {
            return nil
        }
        guard bytes.suffix(Self.checksumLength).elementsEqual(Self.checksum(of: body)) else { return nil }
        self.text = String(text)
    }

    private init(body: [UInt8]) {
        self.text = String(decoding: body + [UInt8(ascii: "_")] + Self.checksum(of: body), as: UTF8.self)
    }

    /// Makes a token that nobody has. The generator must be one that cannot be foretold; the system's is.
    package static func generate() -> OpaqueToken {
        var generator = SystemRandomNumberGenerator()
        return OpaqueToken(body: Array(prefix.utf8) + Base62.random(randomLength, using: &generator))
    }

    /// SHA-256 of the text: what the database stores. A slow hash would add nothing to 256 random bits.
    package var digest: [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }

    /// The first characters, by which its owner recognises it in a list: 36 of its 256 bits.
    package var hint: String { String(text.prefix(11)) + "…" }

    private static func checksum(of body: some Sequence<UInt8>) -> [UInt8] {
        Base62.encode(CRC32.checksum(of: body), width: checksumLength)
    }
}
