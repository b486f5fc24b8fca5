/// What a cursor is good for: the field and the order it was made in. A cursor from elsewhere is refused.
package struct CursorScope: Sendable, Hashable {
    /// The connection's coordinate: `Query.merchants`.
    package var coordinate: String
    /// The order in words that outlive a restart: column names, types and directions.
    package var signature: String
    /// How many values a place in the order has.
    package var keyCount: Int

    package init(coordinate: String, signature: String, keyCount: Int) {
        self.coordinate = coordinate
        self.signature = signature
        self.keyCount = keyCount
    }
}
