import Crypto
package import GraphQLLanguage
import JSON

/// Documents that were registered before they are run, as build tools of clients write them down.
///
/// Two forms are read: Apollo's `{"format": "apollo-persisted-query-manifest", "version": 1, "operations": [{"id", "body"}]}` and
/// Relay's `{"<id>": "<text>"}`.
package struct DocumentManifest: Sendable {
    private var documents: [String: Source] = [:]
    /// The ids that documents were given, in the order in which they came.
    package private(set) var ids: [String] = []

    package init() {}

    /// Whether it names no document at all.
    package var isEmpty: Bool { documents.isEmpty }

    /// Adds what a manifest names.
    /// - Throws: when it is neither of the forms, or gives an id that is known another text.
    package mutating func add(_ bytes: [UInt8]) throws(ManifestError) {
        guard let manifest = try? JSONParser.parse(bytes, limits: JSONParser.Limits(depth: 16, size: 64 << 20)),
            case .object(let members) = manifest
        else { throw ManifestError(.unreadable) }
        if let format = manifest["format"] {
            guard format == .string("apollo-persisted-query-manifest"), manifest["version"] == .number("1"),
                case .array(let operations)? = manifest["operations"]
            else { throw ManifestError(.unreadable) }
            for operation in operations { try add(id: operation["id"], text: operation["body"]) }
        } else {
            for member in members { try add(id: .string(member.key), text: member.value) }
        }
    }

    /// The document of an id, or of a SHA-256 in hexadecimal, with `sha256:` before it or not.
    package func document(_ id: String) -> Source? {
        documents[DocumentHash.withoutPrefix(id)]
    }

    private mutating func add(id: JSONValue?, text: JSONValue?) throws(ManifestError) {
        guard case .string(let id)? = id, case .string(let text)? = text, !id.isEmpty else { throw ManifestError(.unreadable) }
        let source = Source(text)
        if documents[DocumentHash.withoutPrefix(id)] == nil { ids.append(id) }
        for key in [DocumentHash.withoutPrefix(id), DocumentHash.hexadecimal(of: source)] {
            if let known = documents[key], known != source { throw ManifestError(.ambiguous) }
            documents[key] = source
        }
    }
}

/// Why a manifest cannot be used.
package struct ManifestError: Error, Sendable, Hashable {
    package enum Code: String, Sendable, Hashable {
        /// It is of neither known form.
        case unreadable
        /// One id stands for two texts.
        case ambiguous
    }

    package let code: Code
    init(_ code: Code) { self.code = code }
}

/// The SHA-256 by which clients name documents.
enum DocumentHash {
    static func hexadecimal(of source: Source) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: SHA256.hash(data: source.bytes).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    static func withoutPrefix(_ id: String) -> String {
        id.hasPrefix("sha256:") ? String(id.dropFirst(7)) : id
    }
}
