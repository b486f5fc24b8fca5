package import GraphQLSchema

/// An opaque global id: the type's name and the local key's values as text, in Base64 without padding, URL alphabet.
///
/// It holds no tenant: it is looked up within the asker's tenant, so another tenant's id finds nothing of theirs.
package struct GlobalID: Sendable, Hashable {
    package let typeName: String
    package let key: [String]

    package static let separator = UInt8(ascii: ":")
    private static let escape = UInt8(ascii: "\\")

    package init(typeName: String, key: [String]) {
        self.typeName = typeName
        self.key = key
    }

    /// Reads an id as `text` writes it; nil for what cannot be read as one.
    package init?(_ text: String) {
        guard text.utf8.count <= 1024, var bytes = Base64URL.decode(text.utf8) else { return nil }
        var typeName: String?
        var key: [String] = []
        // A part is put together in place: what stands for a byte is never shorter than the byte.
        var (index, start, end) = (0, 0, 0)
        while index <= bytes.count {
            guard index < bytes.count, bytes[index] != Self.separator else {
                guard let part = String(validating: bytes[start..<end], as: UTF8.self) else { return nil }
                if typeName == nil { typeName = part } else { key.append(part) }
                index += 1
                (start, end) = (index, index)
                continue
            }
            if bytes[index] == Self.escape, index + 1 < bytes.count { index += 1 }
            // Mostly nothing stands for another byte, and all is in its place.
            if index != end { bytes[end] = bytes[index] }
            (index, end) = (index + 1, end + 1)
        }
        guard let typeName, !typeName.isEmpty, !key.isEmpty else { return nil }
        self.init(typeName: typeName, key: key)
    }

    /// Reads an id from an argument's value; nil when that is no string or no id.
    package init?(_ value: ConstValue?) {
        guard case .string(let text)? = value else { return nil }
        self.init(text)
    }

    package var text: String {
        var bytes = Self.escaped(typeName)
        for part in key {
            bytes.append(Self.separator)
            bytes += Self.escaped(part)
        }
        return String(decoding: Base64URL.encode(bytes), as: UTF8.self)
    }

    /// The bytes of a part, so that it can be told where the next begins.
    package static func escaped(_ text: String) -> [UInt8] {
        text.utf8.flatMap { $0 == separator || $0 == escape ? [escape, $0] : [$0] }
    }
}
