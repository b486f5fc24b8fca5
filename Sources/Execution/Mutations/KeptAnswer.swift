import Postgres
import PostgresTypes

/// The answer of a transaction as it is kept beside its idempotency key: each field's piece of `data`, and the errors' JSON.
struct KeptAnswer {
    /// `"key":value` for each field.
    var pieces: [[UInt8]]
    /// The errors as JSON objects with commas between; empty when there are none.
    var errors: [UInt8]

    init(pieces: [[UInt8]], errors: [UInt8]) {
        self.pieces = pieces
        self.errors = errors
    }

    /// Reads what `bytes` wrote; nil when it did not write them.
    init?(_ bytes: UnsafeRawBufferPointer) {
        var parts: [[UInt8]] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            guard rest.count >= 8 else { return nil }
            let length = rest.prefix(8).reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(8)
            guard length <= rest.count else { return nil }
            parts.append(Array(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        guard let errors = parts.popLast() else { return nil }
        self.init(pieces: parts, errors: errors)
    }

    var byteCount: Int { pieces.reduce(errors.count) { $0 + $1.count } }

    /// Every part behind its length.
    var bytes: [UInt8] {
        (pieces + [errors]).flatMap { part in withUnsafeBytes(of: UInt64(part.count).bigEndian) { [UInt8]($0) } + part }
    }

    // MARK: - Statements

    /// The SQLSTATE with which a key is refused whose answer is kept.
    static let isKept = "SK200"

    static func taking(_ key: MutationUnit.Key) -> BoundStatement {
        BoundStatement(take, [Array(key.text.utf8), key.digest])
    }

    func keeping(under key: MutationUnit.Key) -> BoundStatement {
        BoundStatement(Self.keep, [Array(key.text.utf8), bytes])
    }

    static func reading(_ key: MutationUnit.Key) -> BoundStatement {
        BoundStatement(read, [Array(key.text.utf8), key.digest])
    }

    private static let parameters = [TypeOID.text, TypeOID.bytea]
    private static let take = Statement(sql: "SELECT souk.begin_once($1, $2)", parameterTypes: parameters)
    private static let keep = Statement(sql: "SELECT souk.keep_answer($1, $2)", parameterTypes: parameters)
    private static let read = Statement(sql: "SELECT souk.kept_answer($1, $2)", parameterTypes: parameters)
}
