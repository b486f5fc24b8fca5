/// A catalog name cut into its words, all in lower case: `invoice_line`, `InvoiceLine` and `"Invoice Line"` are `invoice`, `line`.
///
/// Only ASCII letters and digits are kept, as GraphQL names have no others; a name without any has no words.
struct Words: Hashable {
    var list: [String]

    init(_ list: [String]) {
        self.list = list
    }

    init(of name: String) {
        var words: [String] = []
        var word: [UInt8] = []
        let bytes = Array(name.utf8)
        for (index, byte) in bytes.enumerated() {
            let startsWord = Self.startsWord(at: index, in: bytes)
            if (startsWord || !Self.isWordByte(byte)) && !word.isEmpty {
                words.append(String(decoding: word, as: UTF8.self))
                word = []
            }
            if Self.isWordByte(byte) { word.append(Self.isUpper(byte) ? byte + 32 : byte) }
        }
        if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
        self.list = words
    }

    var isEmpty: Bool { list.isEmpty }

    /// `invoiceLine`; with an underscore in front where the first word starts with a digit. Empty when there are no words.
    var camelCase: String {
        guard let first = list.first else { return "" }
        return Self.nameStart(first) + first + list.dropFirst().map(Self.capitalized).joined()
    }

    /// `InvoiceLine`.
    var pascalCase: String {
        guard let first = list.first else { return "" }
        return Self.nameStart(first) + list.map(Self.capitalized).joined()
    }

    /// `INVOICE_LINE`.
    var upperCase: String {
        guard let first = list.first else { return "" }
        return Self.nameStart(first) + list.joined(separator: "_").uppercased()
    }

    /// The same name with its last word in the singular.
    var singular: Words { replacingLast(Inflection.singular) }

    /// The same name with its last word in the plural.
    var plural: Words { replacingLast(Inflection.plural) }

    private func replacingLast(_ inflect: (String) -> String) -> Words {
        guard let last = list.last else { return self }
        return Words(list.dropLast() + [inflect(last)])
    }

    /// A capital starts a word after a small letter or digit (`unitPrice`), and the last of several does before a small letter
    /// (`HTTPServer` is `http`, `server`).
    private static func startsWord(at index: Int, in bytes: [UInt8]) -> Bool {
        guard index > 0, isUpper(bytes[index]) else { return false }
        let previous = bytes[index - 1]
        if isLower(previous) || isDigit(previous) { return true }
        return isUpper(previous) && index + 1 < bytes.count && isLower(bytes[index + 1])
    }

    private static func capitalized(_ word: String) -> String { word.prefix(1).uppercased() + word.dropFirst() }
    private static func nameStart(_ word: String) -> String { word.utf8.first.map(isDigit) == true ? "_" : "" }
    private static func isUpper(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }
    private static func isLower(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7A }
    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
    private static func isWordByte(_ byte: UInt8) -> Bool { isUpper(byte) || isLower(byte) || isDigit(byte) }
}
