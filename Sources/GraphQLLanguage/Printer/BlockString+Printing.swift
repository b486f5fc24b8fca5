extension BlockString {
    /// A block string literal whose value is `text`, on several lines where that reads better.
    ///
    /// With `minimized`, in as few characters as keep the value.
    package static func print(_ text: String, minimized: Bool = false) -> String {
        let escaped = escapingTripleQuotes(text)
        let lines = escaped.split(omittingEmptySubsequences: false) { $0.isLineTerminator }
        let isSingleLine = lines.count == 1

        // Where every further line is indented, that would count as common indentation if the text began on the first line.
        let forcesLeadingNewline = !isSingleLine && lines.dropFirst().allSatisfy { $0.first?.isBlank ?? true }

        let endsInTripleQuotes = escaped.suffix(4).elementsEqual("\\\"\"\"".utf8)
        let forcesTrailingNewline = (text.utf8.last == UInt8(ascii: "\"") && !endsInTripleQuotes) || text.utf8.last == UInt8(ascii: "\\")

        let isMultiline =
            !minimized
            && (!isSingleLine || text.unicodeScalars.count > 70 || forcesTrailingNewline || forcesLeadingNewline || endsInTripleQuotes)
        // A leading newline would make the blanks that a single line begins with count as indentation.
        let skipsLeadingNewline = isSingleLine && escaped.first?.isBlank == true

        let before = (isMultiline && !skipsLeadingNewline) || forcesLeadingNewline ? "\n" : ""
        let after = isMultiline || forcesTrailingNewline ? "\n" : ""
        return "\"\"\"" + before + String(decoding: escaped, as: UTF8.self) + after + "\"\"\""
    }

    private static func escapingTripleQuotes(_ text: String) -> [UInt8] {
        var escaped: [UInt8] = []
        escaped.reserveCapacity(text.utf8.count)
        var quotes = 0
        for byte in text.utf8 {
            escaped.append(byte)
            quotes = byte == UInt8(ascii: "\"") ? quotes + 1 : 0
            if quotes == 3 {
                escaped.insert(UInt8(ascii: "\\"), at: escaped.count - 3)
                quotes = 0
            }
        }
        return escaped
    }
}
