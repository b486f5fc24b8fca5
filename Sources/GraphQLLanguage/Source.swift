/// GraphQL source text, held as UTF-8 so that every offset in the syntax tree is a byte offset into it.
package struct Source: Sendable, Hashable {
    package let bytes: [UInt8]

    package init(_ text: String) {
        self.bytes = Array(text.utf8)
    }

    package init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Returns the place of a byte offset as people count it: lines from 1, columns in Unicode code points from 1.
    ///
    /// A line ends at LF, CR or CR LF. Takes time linear in `offset`; meant for errors, not for hot paths.
    package func location(at offset: Int) -> SourceLocation {
        var line = 1
        var column = 1
        var index = 0
        while index < min(offset, bytes.count) {
            let byte = bytes[index]
            let endsLine = byte == 0x0A || (byte == 0x0D && !(index + 1 < bytes.count && bytes[index + 1] == 0x0A))
            if endsLine {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 && byte != 0x0D {
                column += 1
            }
            index += 1
        }
        return SourceLocation(line: line, column: column)
    }
}

/// A place in a source text; both numbers count from 1, columns in Unicode code points.
package struct SourceLocation: Sendable, Hashable {
    package let line: Int
    package let column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}
