/// Which answers leave while they are still made, and how much of one at a time.
package struct StreamingSettings: Sendable, Hashable {
    /// Those that may read more rows than this, as their cost tells.
    package var rowsBeyond: Int
    /// The bytes that are gathered before the first leaves. Up to there the answer can still become an error with a status of its own, and
    /// the read can be sent again.
    package var firstPart: Int
    /// The bytes of each part after it.
    package var furtherPart: Int

    package init(rowsBeyond: Int = 1000, firstPart: Int = 64 << 10, furtherPart: Int = 64 << 10) {
        self.rowsBeyond = rowsBeyond
        self.firstPart = firstPart
        self.furtherPart = furtherPart
    }
}
