/// What of a table operators and partners do not read without a record.
package enum AuditedPart: Sendable, Hashable {
    /// Any of its rows, if they are only counted.
    case rows
    /// These columns, wherever a statement speaks of them.
    case columns(Set<Column.ID>)
}
