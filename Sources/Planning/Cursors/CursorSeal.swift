package import Crypto
import Foundation

/// Seals the places that cursors hold, so that nobody can read a column out of one or make one up.
///
/// AES-GCM under a key of this deployment, bound to tenant, field and order. The nonce is derived from what is sealed: the
/// same place always gives the same cursor, and different places never share a nonce.
package struct CursorSeal: Sendable {
    private let sealing: SymmetricKey
    private let naming: SymmetricKey

    package init(secret: SymmetricKey) {
        self.sealing = HKDF<SHA256>.deriveKey(inputKeyMaterial: secret, info: Data("souk cursor seal".utf8), outputByteCount: 32)
        self.naming = HKDF<SHA256>.deriveKey(inputKeyMaterial: secret, info: Data("souk cursor nonce".utf8), outputByteCount: 32)
    }

    /// Returns the cursor's text for the values of the order's keys; null values are nil.
    package func seal(_ place: [[UInt8]?], tenant: Int64?, scope: CursorScope) -> [UInt8] {
        var payload: [UInt8] = []
        for value in place {
            payload.append(value == nil ? 0 : 1)
            if let value {
                withUnsafeBytes(of: UInt32(value.count).bigEndian) { payload.append(contentsOf: $0) }
                payload += value
            }
        }
        let binding = Self.binding(tenant: tenant, scope: scope)
        var digest = HMAC<SHA256>(key: naming)
        digest.update(data: binding)
        digest.update(data: payload)
        let nonce = Array(digest.finalize().prefix(12))
        guard let gcmNonce = try? AES.GCM.Nonce(data: nonce),
            let box = try? AES.GCM.seal(payload, using: sealing, nonce: gcmNonce, authenticating: binding)
        else { preconditionFailure("a 12-byte nonce and a 32-byte key always seal") }
        return Base64URL.encode(nonce + box.ciphertext + box.tag)
    }

    /// Returns the values of the order's keys; nil when the cursor was not sealed here for this tenant, field and order.
    package func open(_ cursor: String, tenant: Int64?, scope: CursorScope) -> [[UInt8]?]? {
        guard cursor.utf8.count <= 8192, let bytes = Base64URL.decode(cursor.utf8), bytes.count >= 28 else { return nil }
        guard
            let nonce = try? AES.GCM.Nonce(data: bytes[..<12]),
            let box = try? AES.GCM.SealedBox(nonce: nonce, ciphertext: bytes[12..<(bytes.count - 16)], tag: bytes[(bytes.count - 16)...]),
            let payload = try? AES.GCM.open(box, using: sealing, authenticating: Self.binding(tenant: tenant, scope: scope))
        else { return nil }
        return Self.place(in: Array(payload), count: scope.keyCount)
    }

    private static func place(in payload: [UInt8], count: Int) -> [[UInt8]?]? {
        var place: [[UInt8]?] = []
        var index = 0
        while index < payload.count {
            let isPresent = payload[index] == 1
            index += 1
            guard isPresent else {
                place.append(nil)
                continue
            }
            guard index + 4 <= payload.count else { return nil }
            let length = payload[index..<(index + 4)].reduce(0) { $0 << 8 | Int($1) }
            index += 4
            guard index + length <= payload.count else { return nil }
            place.append(Array(payload[index..<(index + length)]))
            index += length
        }
        return place.count == count ? place : nil
    }

    private static func binding(tenant: Int64?, scope: CursorScope) -> Data {
        Data("\(tenant.map(String.init) ?? "-")\u{0}\(scope.coordinate)\u{0}\(scope.signature)".utf8)
    }
}
