/// A foreign key, or a reference declared for a view, whose two ends are in the graph.
struct Link {
    let source: Table.ID
    let target: Table.ID
    /// Tenant columns included.
    let pairs: [ColumnPair]
    /// The source's columns without the tenant column, in key order.
    let columns: [Column.ID]
    /// Whether at most one row of the source refers to a row of the target.
    let isToOne: Bool
    /// Whether the key itself, not only our join, compares the tenants of its two ends.
    let keepsTenant: Bool
    let notes: Annotations
    /// What the field forward says: from a directive, or from the columns' names.
    let forward: Words
    /// The name of the field forward.
    let forwardName: String
    /// Kind and name, for problems: `foreign key public.invoice.invoice_customer_id_fkey`.
    let object: String

    var isForwardHidden: Bool { notes.hidden == .whole || notes.hidden == .forward }
    var isBackwardHidden: Bool { notes.hidden == .whole || notes.hidden == .backward }
    var isSelf: Bool { source == target }

    /// The pairs for following it from the target to the source.
    var backwardPairs: [ColumnPair] { pairs.map { ColumnPair(source: $0.target, target: $0.source) } }
}
