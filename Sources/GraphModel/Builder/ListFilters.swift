import GraphQLSchema

/// What the filter of one kind of list of a table's rows is made of.
struct ListFilter {
    let name: String
    let columns: [Column.ID: FilterInput]
    let relations: [RelationInput]

    var isEmpty: Bool { columns.isEmpty && relations.isEmpty }
}

/// The filters of a table's lists: an index among all rows does not help among those of one row, so that what is offered differs.
struct ListFilters {
    let all: ListFilter
    /// Of the lists below a row, by the columns of the key that leads there.
    private(set) var below: [[Column.ID]: ListFilter] = [:]
    /// Of the lists through a join table; nil where it is no other than that of all rows.
    private(set) var linked: ListFilter?
    private(set) var offers: [InputOffer]

    /// `lists` are the fields that lead to lists of these rows, with the type each of them is on.
    init(
        of table: TableDraft, all served: ServedFilters, relations: [RelationInput], lists: [(type: String, field: FieldDraft)],
        options: GraphOptions
    ) {
        let leading = relations.filter(\.isFilter)
        all = ListFilter(name: TableFilterNames(table.names).filter, columns: served.inputs, relations: leading)
        offers = served.offers
        guard !options.exposeAll else { return }
        for (type, field) in lists {
            guard case .connection(let connection) = field.binding else { continue }
            let place = "\(type).\(field.name)"
            if connection.through != nil {
                addLinked(table, leading, at: place)
            } else if let link = field.links.first, below[link.columns] == nil {
                add(link, of: table, leading, at: place, options)
            }
        }
    }

    /// The filter of the list that a field leads to, which follows these links.
    func filter(along links: [Link]) -> ListFilter {
        if links.count > 1 { return linked ?? all }
        return links.first.flatMap { below[$0.columns] } ?? all
    }

    /// All that differ, that of all rows first.
    var kinds: [ListFilter] {
        ([all] + below.values.sorted { $0.name < $1.name } + (linked.map { [$0] } ?? [])).filter { !$0.isEmpty }
    }

    private mutating func add(_ link: Link, of table: TableDraft, _ relations: [RelationInput], at place: String, _ options: GraphOptions) {
        let served = ServedFilters(of: table, below: link.columns, at: place, options: options)
        offers += served.offers
        let led = relations.filter { relation in
            guard !relation.leadsBack(over: link.columns, from: table.id) else { return false }
            let index = relation.indexWithin(table, below: link.columns)
            offers.append(
                index == nil && !relation.isOpened
                    ? IndexAdvice(table: table).missingRelation(relation, below: link.columns, at: place)
                    : InputOffer(
                        .filter, of: InputOffer.object(relation.object, within: place), isOffered: true,
                        index.map { "served by \($0.name)" } ?? "opened by @filter"))
            return index != nil || relation.isOpened
        }
        below[link.columns] = ListFilter(
            name: "\(table.names.type)By\(link.forward.pascalCase)Filter", columns: served.inputs, relations: led)
    }

    /// No index over the rows knows whom a join table leads to: only one row that is found is soon told to be in the list or not.
    private mutating func addLinked(_ table: TableDraft, _ relations: [RelationInput], at place: String) {
        let opened = all.columns.filter { table.columns[$0.key].notes.opensFilter }
        let found = all.columns.filter { table.isUnique([$0.key]) }.mapValues(\.forEqualValues)
        let filter = ListFilter(
            name: "Linked\(all.name)", columns: opened.merging(found) { opened, _ in opened }, relations: relations.filter(\.isOpened))
        guard filter.columns.count < all.columns.count || filter.relations.count < all.relations.count else { return }
        offers.append(
            InputOffer(
                .filter, of: InputOffer.object("all but keys of \(table.object)", within: place), isOffered: false,
                "behind a join table no index leads to their values", remedy: "Open what is wanted with @filter."))
        linked = filter
    }
}
