/// What a single request may ask for, whoever sends it.
package struct Ceilings: Sendable, Hashable {
    /// Rows that it may read at the most, page sizes multiplied out.
    package var rows: Int
    /// Bytes that its answer may be long, before compression.
    package var answerBytes: Int

    package init(rows: Int = 200_000, answerBytes: Int = 16 << 20) {
        self.rows = rows
        self.answerBytes = answerBytes
    }
}
