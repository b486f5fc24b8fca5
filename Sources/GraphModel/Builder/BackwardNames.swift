/// The names of the fields that follow links backwards.
///
/// One link between two tables: the plural of the table it comes from (`artist.albums`), the singular where it leads to one row. Several: the
/// one called after its target keeps that name, the others say which they are (`address.ordersByBillingAddress`).
struct BackwardNames {
    private let names: [String]

    init(_ links: [Link], _ tables: [TableDraft]) {
        let groups = Dictionary(grouping: links.filter { !$0.isBackwardHidden && $0.notes.backwardName == nil }) { [$0.source, $0.target] }
        names = links.map { link in
            if let given = link.notes.backwardName { return given }
            let group = groups[[link.source, link.target]] ?? []
            let isPlain = link.forwardName == tables[link.target].names.row && !link.isSelf
            let isOnly = group.count < 2 || isPlain
            return Naming.backward(
                type: tables[link.source].names.type, isToOne: link.isToOne, forward: link.forward, isOnly: isOnly, isSelf: link.isSelf)
        }
    }

    /// The name for the link at this position.
    subscript(position: Int) -> String { names[position] }
}
