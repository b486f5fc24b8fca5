/// A column that a statement orders rows by: the rows' own, or one of a row joined to them.
package struct RowOrder: Sendable, Hashable {
    package var reference: ColumnReference
    package var isDescending: Bool
    package var nullsFirst: Bool
    /// Whether it may be null: by its column, or because the joined row may not be there.
    package var isNullable: Bool

    /// The key of the opposite order.
    package var reversed: RowOrder {
        RowOrder(reference: reference, isDescending: !isDescending, nullsFirst: !nullsFirst, isNullable: isNullable)
    }
}
