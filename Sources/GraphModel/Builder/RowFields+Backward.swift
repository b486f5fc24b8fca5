import GraphQLSchema

extension RowFields {
    mutating func addBackward() {
        let names = BackwardNames(links, tables)
        for (position, link) in links.enumerated() where !link.isBackwardHidden {
            let source = tables[link.source]
            let access = access(link.columns.map { source.columns[$0].notes.access }, link.object)
            let others = options.exposeAll ? ["\(names[position])By\(link.forward.pascalCase)"] : []
            let field =
                link.isToOne
                ? FieldDraft(
                    name: names[position], type: .named(source.names.type),
                    binding: .reference(Reference(target: link.source, pairs: link.backwardPairs, isOptional: true)), access: access,
                    links: [link],                    deprecation: source.notes.deprecation, object: link.object)
                : connectionField(
                    names[position], to: source,
                    Connection(target: link.source, pairs: link.backwardPairs, counter: counter(of: link)), access, [link], link.object)
            add(field, to: link.target, otherwise: others)
        }
    }

    func connectionField(
        _ name: String, to target: TableDraft, _ connection: Connection, _ access: Guard?, _ links: [Link], _ object: String
    ) -> FieldDraft {
        FieldDraft(
            name: name, type: .nonNull(.named(target.names.type + "Connection")), binding: .connection(connection), access: access,
            links: links, deprecation: target.notes.deprecation, object: object)
    }
}
