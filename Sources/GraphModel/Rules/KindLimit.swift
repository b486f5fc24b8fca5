/// A kind of thing to some of which a token can be limited, and the column that names the thing that a row is or belongs to.
package struct KindLimit: Sendable, Hashable {
    package var kind: String
    package var column: Column.ID

    package init(kind: String, column: Column.ID) {
        self.kind = kind
        self.column = column
    }
}
