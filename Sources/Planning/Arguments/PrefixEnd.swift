/// The first text, in the order of bytes, that comes after all texts of one beginning.
package enum PrefixEnd {
    /// Returns that text for a beginning; texts between the two, the second left out, are those that begin so.
    package static func text(for prefix: String) -> String {
        var scalars = Array(prefix.unicodeScalars)
        while let last = scalars.popLast() {
            if let next = successor(of: last) {
                scalars.append(next)
                return text(of: scalars)
            }
        }
        // Nothing comes after all texts: the end is one that no stored text reaches, a thousand of the greatest character.
        return text(of: prefix.unicodeScalars + Array(repeating: greatest, count: 1000))
    }

    private static let greatest: Unicode.Scalar = "\u{10FFFF}"

    /// The next character, past the gap of those that stand for halves of others.
    private static func successor(of scalar: Unicode.Scalar) -> Unicode.Scalar? {
        scalar.value == 0xD7FF ? "\u{E000}" : Unicode.Scalar(scalar.value + 1)
    }

    private static func text(of scalars: some Sequence<Unicode.Scalar>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return String(text)
    }
}
