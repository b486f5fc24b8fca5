import GraphModel
import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema

/// The arguments of a connection, as far as they shape its statement.
struct PageArguments {
    var size: PageSize
    var isBackward: Bool
    var after: ArgumentSource?
    var before: ArgumentSource?
    /// A total order.
    var order: PageOrder
    /// What the filter says of the connection's rows.
    var filter: PlannedCondition?
    /// The input that says what lists like it may be ordered by.
    var orderBy: String?

    /// The same without the places that the page begins or ends at.
    var fromStart: PageArguments {
        var arguments = self
        (arguments.after, arguments.before) = (nil, nil)
        return arguments
    }
}

extension Planner {
    mutating func pageArguments(
        of field: SelectedField, table: Table, defaultOrder: [OrderKey]
    ) throws(GraphQLError) -> PageArguments {
        let first = given(field.argument("first"))
        let last = given(field.argument("last"))
        if first != nil && last != nil {
            throw GraphQLError(
                .badVariable, "Field \"\(field.name)\" takes \"first\" or \"last\", not both.",
                locations: [location(of: field)])
        }
        return PageArguments(
            size: try size(first ?? last, argument: last == nil ? "first" : "last", of: field), isBackward: last != nil,
            after: given(field.argument("after")), before: given(field.argument("before")),
            order: try order(of: field, table: table, default: defaultOrder), filter: try filter(of: field, table: table),
            orderBy: field.definition.arguments["orderBy"]?.type.innermost)
    }

    /// The number of rows or groups that an argument asks for; one in the document is checked here, where its place is known.
    func size(_ source: ArgumentSource?, argument: String, of field: SelectedField) throws(GraphQLError) -> PageSize {
        let size = PageSize(source: source, argument: argument)
        guard case .constant? = source else { return size }
        do { _ = try size.value(in: variables) } catch { throw error.standing(at: source, in: document.source) }
        return size
    }

    /// The source of an argument that has a value now; nil for one that is absent or null.
    mutating func given(_ source: ArgumentSource?) -> ArgumentSource? {
        guard let source, let value = resolve(source, .presence), value != .null else { return nil }
        return source
    }

    /// The order asked for, completed by the local key to a total one; or the default.
    private mutating func order(
        of field: SelectedField, table: Table, default standard: [OrderKey]
    ) throws(GraphQLError) -> PageOrder {
        guard let argument = field.definition.arguments["orderBy"], let value = resolve(field.argument("orderBy"), .value),
            value != .null
        else { return PageOrder(standard) }
        let items: [ConstValue] = if case .list(let items) = value { items } else { [value] }
        var order = PageOrder()
        for item in items {
            guard let key = orderKey(item, on: argument.type.innermost, path: []) else { throw unplannable(field) }
            order.add(key)
        }
        guard !order.keys.isEmpty else { return PageOrder(standard) }
        order.complete(for: table)
        return order
    }

    /// `{ price: DESC }`, or `{ merchant: { rating: DESC } }`: the one key that an input object names.
    private func orderKey(_ value: ConstValue, on inputType: String, path: [Reference]) -> PageOrder.Key? {
        guard case .object(let members) = value, let member = members.first, members.count == 1 else { return nil }
        switch graph.binding(ofInputField: member.name, on: inputType) {
        case .column(let column):
            guard let (isDescending, nullsFirst) = Self.direction(member.value) else { return nil }
            return PageOrder.Key(path: path, column: column, isDescending: isDescending, nullsFirst: nullsFirst)
        case .reference(let reference):
            guard case .inputObject(let type)? = schema.type(named: inputType), let field = type.fields[member.name] else { return nil }
            return orderKey(member.value, on: field.type.innermost, path: path + [reference])
        case .connection, nil:
            return nil
        }
    }

    /// The order in which the first row has the least value of a column, or the greatest; nil where lists cannot be ordered by it.
    func boundOrder(_ bound: AggregateFunction, of column: Column.ID, in orderBy: String?) -> OrderKey? {
        guard let orderBy, case .inputObject(let type)? = schema.type(named: orderBy) else { return nil }
        let field = type.fields.first { field in
            if case .column(column)? = graph.binding(ofInputField: field.name, on: orderBy) { true } else { false }
        }
        guard let field, case .enum(let directions)? = schema.type(named: field.type.innermost) else { return nil }
        let offered = directions.values.compactMap { Self.direction(.enumValue($0.name)) }
        return offered.first { $0.isDescending == (bound == .max) }.map { direction in
            OrderKey(column: column, isDescending: direction.isDescending, nullsFirst: direction.nullsFirst)
        }
    }

    private static func direction(_ value: ConstValue) -> (isDescending: Bool, nullsFirst: Bool)? {
        switch value {
        case .enumValue("ASC"): (false, false)
        case .enumValue("DESC"): (true, true)
        case .enumValue("ASC_NULLS_FIRST"): (false, true)
        case .enumValue("DESC_NULLS_LAST"): (true, false)
        default: nil
        }
    }
}
