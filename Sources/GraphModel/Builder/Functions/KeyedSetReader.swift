import GraphQLLanguage

/// Reads what `@rows` says of a function's columns and parameters.
struct KeyedSetReader {
    let function: CatalogSnapshot.Function
    let notes: Annotations
    let target: TableDraft

    /// The columns that hold the target's key, in key order.
    func key() throws(GraphProblem) -> [Column.ID] {
        for case .result(let name) in notes.parts.keys { _ = try column(named: name, at: notes.parts[.result(name)]?.location) }
        let names = notes.rows?.value.key ?? []
        var key: [Column.ID] = []
        for name in names { key.append(try column(named: name, at: notes.rows?.location)) }
        let wanted = target.localKey.map { target.columns[$0].source }
        guard key.map({ function.outputs[$0].typeOID }) == wanted.map(\.typeOID) else {
            throw problem(
                .noKey, "\(names.joined(separator: ", ")) is no key of \(target.source.qualifiedName).",
                remedy: "Its key is \(wanted.map { "\($0.name) \($0.sqlType)" }.joined(separator: ", ")), without the tenant.")
        }
        return key
    }

    /// What `order` says, completed by the key.
    func order(completedBy key: [Column.ID], _ shapes: [ValueShape]) throws(GraphProblem) -> [OrderKey] {
        var keys: [OrderKey] = []
        for text in notes.rows?.value.order ?? [] {
            guard let order = OrderText(text) else { throw .noOrder(text, on: function.object, at: notes.rows?.location) }
            let column = try column(named: order.column, at: notes.rows?.location)
            guard shapes[column].comparable != nil else {
                throw problem(.directiveArgument, "\(order.column) has no order.", remedy: "Order by another column.")
            }
            keys.append(OrderKey(column: column, isDescending: order.isDescending, nullsFirst: order.nullsFirst))
        }
        return keys.completed(by: key)
    }

    /// `after` must take a place in that order, key by key.
    func checkPlace(_ order: [OrderKey]) throws(GraphProblem) {
        let names = notes.rows?.value.after ?? []
        guard !names.isEmpty else { return }
        let columns = order.map { function.outputs[$0.column] }
        let parameters = names.compactMap { name in function.inputs.first { $0.name == name } }
        guard parameters.map(\.typeOID) == columns.map(\.typeOID) else {
            throw problem(
                .parameterShape, "after takes the place of a row: \(columns.map { "\($0.name) \($0.sqlType)" }.joined(separator: ", ")).",
                remedy: "Name one parameter for each of these, in this order and of these types.")
        }
    }

    private func column(named name: String, at location: SourceLocation?) throws(GraphProblem) -> Column.ID {
        if let column = function.outputs.firstIndex(where: { $0.name == name }) { return column }
        throw GraphProblem(
            .columnUnknown, on: function.object, at: location, "It returns no column \(name).",
            remedy: "It returns \(function.outputs.map(\.name).joined(separator: ", ")).")
    }

    private func problem(_ code: GraphProblem.Code, _ message: String, remedy: String) -> GraphProblem {
        GraphProblem(code, on: function.object, at: notes.rows?.location, message, remedy: remedy)
    }
}
