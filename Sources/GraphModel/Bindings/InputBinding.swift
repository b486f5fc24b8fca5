/// What a field of a filter or an order speaks of.
package enum InputBinding: Sendable {
    case column(Column.ID)
    /// The one row that a row refers to.
    case reference(Reference)
    /// The rows that a row leads to; filters say of them `some`, `every` or `none`.
    case connection(Connection)
}
