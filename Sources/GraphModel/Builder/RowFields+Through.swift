import GraphQLLanguage

extension RowFields {
    mutating func addThrough(_ table: TableDraft) {
        let own = links.filter { $0.source == table.id && $0.notes.hidden != .whole }
        for note in table.notes.throughs {
            let ends = [note.value.from, note.value.to].map { name in
                own.first { $0.columns.map { table.columns[$0].source.name } == [name] }
            }
            guard let from = ends[0], let to = ends[1] else {
                problems.append(
                    GraphProblem(
                        .foreignKeyUnknown, on: table.object, at: note.location,
                        "\(note.value.from) and \(note.value.to) must each be a foreign key of its own to a table in the graph.",
                        remedy: "Name the columns of such foreign keys."))
                continue
            }
            addThrough(table, from, to, named: note.value.field)
        }
        // Who declares one way decides for all ways.
        guard table.notes.throughs.isEmpty, own.count == 2, Set(own.flatMap(\.columns)) == Set(table.localKey),
            own.allSatisfy({ $0.columns.count < table.localKey.count })
        else { return }
        for (from, to) in [(own[0], own[1]), (own[1], own[0])] where from.notes.hidden == nil && to.notes.hidden == nil {
            addThrough(table, from, to, named: nil)
        }
    }

    mutating func addThrough(_ table: TableDraft, _ from: Link, _ to: Link, named name: String?) {
        let columns = (from.columns + to.columns).map { table.columns[$0].notes.access }
        let connection = Connection(
            target: to.target, pairs: from.backwardPairs, through: Connection.Through(table: table.id, pairs: to.pairs),
            counter: counter(of: from, leadingOnBy: to))
        let plural = to.forward.plural.camelCase
        let field = connectionField(
            name ?? plural, to: tables[to.target], connection, access([table.notes.access] + columns, table.object), [from, to], table.object)
        add(field, to: from.target, otherwise: name == nil ? ["\(plural)Via\(table.names.type)"] : [])
    }
}
