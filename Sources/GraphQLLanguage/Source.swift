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

    /// All bytes at once: an array hashes them one by one.
    package func hash(into hasher: inout Hasher) {
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    }

    /// Returns the place of a byte offset as people count it: lines from 1, columns in Unicode code points from 1.
    ///
    /// A line ends at LF, CR or CR LF. Takes time linear in `offset`; meant for errors, not for hot paths.
    package func location(at offset: Int) -> SourceLocation {
        var cursor = SourceCursor()
        cursor.move(to: offset, in: bytes)
        return cursor.location
    }

    /// Returns the places of many byte offsets, in one pass over the source.
    package func locations(at offsets: [Int]) -> [SourceLocation] {
        var places: [SourceLocation] = Array(repeating: SourceLocation(line: 1, column: 1), count: offsets.count)
        var cursor = SourceCursor()
        for index in offsets.indices.sorted(by: { offsets[$0] < offsets[$1] }) {
            cursor.move(to: offsets[index], in: bytes)
            places[index] = cursor.location
        }
        return places
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

/// Counts lines and columns on its way through a source.
struct SourceCursor {
    private var offset = 0
    private var line = 1
    private var column = 1

    var location: SourceLocation { SourceLocation(line: line, column: column) }

    /// Moves on to an offset that is not before the current one.
    mutating func move(to target: Int, in bytes: [UInt8]) {
        while offset < min(target, bytes.count) {
            let byte = bytes[offset]
            let endsLine = byte == 0x0A || (byte == 0x0D && !(offset + 1 < bytes.count && bytes[offset + 1] == 0x0A))
            if endsLine {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 && byte != 0x0D {
                column += 1
            }
            offset += 1
        }
    }
}
