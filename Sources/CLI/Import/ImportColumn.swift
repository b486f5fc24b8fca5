/// How a field of the file becomes a column's value.
enum ImportKind: Hashable {
    /// As its type reads text.
    case plain
    /// A text key of another system becomes an id: the same key the same id, in every file.
    case key
    /// A decimal amount becomes an integer count of the smallest unit, which has so many digits.
    case minor(digits: Int)

    /// Reads `key`, `minor` (two digits) or `minor3`.
    init?(_ text: some StringProtocol) {
        if text == "key" {
            self = .key
        } else if text == "minor" {
            self = .minor(digits: 2)
        } else if text.hasPrefix("minor"), let digits = Int(text.dropFirst(5)), (0...6).contains(digits) {
            self = .minor(digits: digits)
        } else {
            return nil
        }
    }

    /// SQL that makes the value out of `text`, an expression of type text. `type` is the column's, from the catalog.
    func expression(_ text: String, type: String) -> String {
        switch self {
        case .plain: "\(text)::\(type)"
        // 59 bits of SHA-256: an id has at most 18 digits.
        case .key:
            "(('x' || encode(substring(sha256(convert_to(\(text), 'UTF8')) FOR 8), 'hex'))::bit(64)::bigint & 576460752303423487)::\(type)"
        // Through text, which a fraction of the smallest unit is refused as.
        case .minor(let digits): "trim_scale(\(text)::numeric * 1\(String(repeating: "0", count: digits)))::text::bigint::\(type)"
        }
    }

    /// What is wrong with a text that `expression` refuses for a reason of the kind's own; nil where the database says it well enough.
    func reason(against text: String) -> String? {
        guard case .minor(let digits) = self, let point = text.firstIndex(of: "."), !text.contains(where: { $0 == "e" || $0 == "E" }) else {
            return nil
        }
        let decimals = text[text.index(after: point)...].reversed().drop { $0 == "0" || $0 == " " }
        guard decimals.count > digits, decimals.allSatisfy(\.isNumber) else { return nil }
        return "\(text) has \(digits == 0 ? "decimals" : "more than \(digits) decimals")"
    }
}

/// What one option says of a column: `seller=merchant_id:key` or `currency=BRL`.
struct ImportAssignment: Hashable {
    let left: String
    let right: String

    /// Nil unless there is an `=` with something on its left.
    init?(_ text: String) {
        guard let equals = text.firstIndex(of: "="), equals > text.startIndex else { return nil }
        left = String(text[..<equals])
        right = String(text[text.index(after: equals)...])
    }
}

/// A column that an import fills.
struct ImportColumn: Hashable {
    let name: String
    /// As `format_type` says it.
    let type: String
    let source: Source

    enum Source: Hashable {
        /// A field of each row, by its place in the file's header.
        case field(Int, ImportKind)
        /// The same text in every row.
        case constant(String)
    }
}
