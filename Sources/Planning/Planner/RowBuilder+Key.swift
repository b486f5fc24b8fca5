import GraphModel
import PostgresTypes

extension RowBuilder {
    /// Restricts the rows to the one with this key; to be said once for each column of the key.
    func restrict(_ column: Column.ID, toKey parameter: Parameter.ID) {
        key.append((column, parameter))
        conditions.append(.compare(scope.reference(to: column), .equal, parameter))
    }

    /// The query of a single row in the form that finds the rows of many keys; nil where keys do not travel in arrays.
    func manyKeysQuery() -> RowQuery? {
        guard !key.isEmpty, key.allSatisfy({ !table.columns[$0.column].type.travelsAsText }) else { return nil }
        var query = query()
        query.conditions = conditions.filter { condition in
            guard case .compare(let reference, .equal, let parameter) = condition, reference.alias == alias else { return true }
            return !key.contains { $0 == (reference.column, parameter) }
        }
        let keys = Lookup(alias: statement.newAlias(), keys: key.map { ($0.column, .parameter($0.parameter)) })
        query.lookup = keys
        query.cells.append(.position(keys.alias))
        return query
    }
}
