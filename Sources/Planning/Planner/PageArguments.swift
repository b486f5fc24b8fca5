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
    var order: [OrderKey]
    /// Makes the filter's condition for a builder of the connection's rows.
    var filter: ((RowBuilder) -> Condition)?
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
            order: try order(of: field, table: table, default: defaultOrder), filter: try filter(of: field, table: table))
    }

    /// The number of rows or groups that an argument asks for; one in the document is checked here, where its place is known.
    func size(_ source: ArgumentSource?, argument: String, of field: SelectedField) throws(GraphQLError) -> PageSize {
        let size = PageSize(source: source, argument: argument)
        guard case .constant? = source else { return size }
        do { _ = try size.value(in: variables) } catch {
            throw GraphQLError(error.code, error.message, locations: [location(of: field)])
        }
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
    ) throws(GraphQLError) -> [OrderKey] {
        guard let argument = field.definition.arguments["orderBy"], let value = resolve(field.argument("orderBy"), .value),
            value != .null
        else { return standard }
        let inputType = argument.type.innermost
        let items: [ConstValue] = if case .list(let items) = value { items } else { [value] }
        var keys: [OrderKey] = []
        for case .object(let members) in items {
            for member in members {
                guard let column = graph.column(ofInputField: member.name, on: inputType),
                    let key = OrderKey(column: column, direction: member.value)
                else { throw unplannable(field) }
                if !keys.contains(where: { $0.column == column }) { keys.append(key) }
            }
        }
        guard !keys.isEmpty else { return standard }
        // A key that follows the others' direction lets one index serve the whole order.
        let isDescending = keys.last?.isDescending ?? false
        for column in table.localKey where !keys.contains(where: { $0.column == column }) {
            keys.append(OrderKey(column: column, isDescending: isDescending))
        }
        return keys
    }
}

extension OrderKey {
    fileprivate init?(column: Column.ID, direction: ConstValue) {
        guard case .enumValue(let name) = direction else { return nil }
        switch name {
        case "ASC": self.init(column: column)
        case "DESC": self.init(column: column, isDescending: true)
        case "ASC_NULLS_FIRST": self.init(column: column, nullsFirst: true)
        case "DESC_NULLS_LAST": self.init(column: column, isDescending: true, nullsFirst: false)
        default: return nil
        }
    }
}
