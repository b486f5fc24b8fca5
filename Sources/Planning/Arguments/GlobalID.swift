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

    /// Reads an id; nil when it was not written by `text`.
    package init?(_ text: String) {
        guard text.utf8.count <= 1024, let bytes = Base64URL.decode(text.utf8) else { return nil }
        var parts: [[UInt8]] = [[]]
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case Self.separator: parts.append([])
            case Self.escape where index + 1 < bytes.count:
                index += 1
                parts[parts.count - 1].append(bytes[index])
            case let byte: parts[parts.count - 1].append(byte)
            }
            index += 1
        }
        let texts = parts.compactMap { String(validating: $0, as: UTF8.self) }
        guard texts.count == parts.count, texts.count >= 2, !texts[0].isEmpty else { return nil }
        self.init(typeName: texts[0], key: Array(texts[1...]))
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
