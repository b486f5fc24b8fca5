/// Finds the places of a source's byte offsets, each in a time that does not grow with the source: for what may have many errors.
package struct SourceIndex: Sendable {
    private let bytes: [UInt8]
    /// The way through the source as it stands every so many bytes.
    private let stops: [SourceCursor]

    private static let interval = 256

    /// Reads the source once.
    package init(_ source: Source) {
        bytes = source.bytes
        var cursor = SourceCursor()
        stops = stride(from: 0, through: bytes.count, by: Self.interval).map { offset in
            cursor.move(to: offset, in: source.bytes)
            return cursor
        }
    }

    /// The same place that `Source.location(at:)` returns.
    package func location(at offset: Int) -> SourceLocation {
        var cursor = stops[min(max(offset, 0), bytes.count) / Self.interval]
        cursor.move(to: offset, in: bytes)
        return cursor.location
    }
}
