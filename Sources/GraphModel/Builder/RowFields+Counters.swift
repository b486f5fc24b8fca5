import PostgresTypes

extension RowFields {
    /// The counter that a link's key declares for the way back; nil without one.
    mutating func counter(of link: Link) -> Counter? {
        guard let note = link.notes.counter else { return nil }
        let target = tables[link.target]
        guard let column = target.column(named: note.value) else {
            problems.append(.unknownColumn(in: [note.value], of: target, at: note.location))
            return nil
        }
        guard column.canKeepCount else {
            problems.append(
                GraphProblem(
                    .directiveArgument, on: link.object, at: note.location, "\(note.value) cannot keep count of every row.",
                    remedy: "Name a column of \(target.source.qualifiedName) that is an integer or bigint and NOT NULL."))
            return nil
        }
        let table = tables[link.source]
        return Counter(column: column.id, roles: table.rolesThatSeeAllRows, limitKinds: table.limitKinds)
    }

    /// The same for the way through the link's table to another: what its rows lead to is counted with them, as each leads to one.
    func counter(of link: Link, leadingOnBy further: Link) -> Counter? {
        let table = tables[link.source]
        guard let name = link.notes.counter?.value, let column = tables[link.target].column(named: name), column.canKeepCount,
            further.columns.allSatisfy({ !table.columns[$0].isNullable })
        else { return nil }
        let end = tables[further.target]
        return Counter(
            column: column.id, roles: table.rolesThatSeeAllRows.intersection(end.rolesThatSeeAllRows),
            limitKinds: table.limitKinds.union(end.limitKinds))
    }
}

extension ColumnDraft {
    fileprivate var canKeepCount: Bool { [.int4, .int8].contains(shape.type.underlying) && !isNullable }
}
