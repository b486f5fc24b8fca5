import Crypto
import GraphModel

/// 128 bits of SHA-256 over everything in a principal that can change what a query returns.
package struct SessionFingerprint: Sendable, Hashable {
    package let high: UInt64
    package let low: UInt64

    init(tenant: Int64, role: Role, subject: String?, merchants: [Int64], scopes: [String]?, limits: RowLimits) {
        var hash = SHA256()
        // Each part is preceded by its length, and an absent one differs from an empty one: no two principals share an encoding.
        hash.update(tenant)
        hash.update(text: role.rawValue)
        hash.update(Int64(subject == nil ? 0 : 1))
        hash.update(text: subject ?? "")
        hash.update(Int64(merchants.count))
        for merchant in merchants { hash.update(merchant) }
        hash.update(Int64(scopes?.count ?? -1))
        for scope in scopes ?? [] { hash.update(text: scope) }
        hash.update(text: limits.setting)
        let digest = hash.finalize()
        (high, low) = digest.withUnsafeBytes { bytes in
            (bytes.loadUnaligned(as: UInt64.self), bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        }
    }
}

extension SHA256 {
    fileprivate mutating func update(_ number: Int64) {
        withUnsafeBytes(of: number.bigEndian) { update(bufferPointer: $0) }
    }

    fileprivate mutating func update(text: String) {
        update(Int64(text.utf8.count))
        var text = text
        text.withUTF8 { update(bufferPointer: UnsafeRawBufferPointer($0)) }
    }
}
