import GraphQLSchema

extension FieldSet {
    /// The same fields, where those that lead to connections of the tables' rows have the arguments of such lists.
    ///
    /// Through a join table no index has an order of the rows themselves, so that `orderBy` is there only where `ordersAll`.
    func paging(_ tables: [TableTypes], ordersAll: Bool) -> FieldSet {
        let arguments = Dictionary(tables.map { ($0.connection, $0.pageArguments) }, uniquingKeysWith: { first, _ in first })
        var set = FieldSet(type: type)
        for var field in fields {
            switch field.binding {
            case .connection(let connection):
                let all = tables[connection.target].pageArguments(along: field.links)
                field.arguments = connection.through == nil || ordersAll ? all : all.filter { $0.name != "orderBy" }
            case .calledRows: field.arguments += arguments[field.type.innermost] ?? []
            default: break
            }
            // Names were settled when this set was made: none is taken twice.
            try? set.add(field)
        }
        return set
    }
}

extension TableDraft {
    /// The table as the finished graph has it.
    var table: Table {
        get throws(GraphProblem) {
            Table(
                id: id, schema: Identifier(source.schema), name: Identifier(source.name), isView: source.isView,
                isPlain: source.kind == .table,
                typeName: names.type,
                description: notes.description, columns: columns.map { $0.column(IndexReach(table: self).prefixed($0.id)?.order) },
                primaryKey: primaryKey, tenantColumn: tenantColumn,
                defaultOrder: try DefaultOrder.keys(of: self), indexes: btrees.map(index), rowRule: rowRule, rowLimits: rowLimits,
                audited: audited, estimatedRows: source.estimatedRows)
        }
    }

    /// An index as far as its keys are plain columns: beyond an expression nothing can be told of its order.
    private func index(_ index: CatalogSnapshot.Index) -> Index {
        let keys = index.keys.prefix { $0.column.flatMap { columns(numbered: [$0]) } != nil }
        let orderKeys = keys.compactMap { key in
            key.column.flatMap { columns(numbered: [$0])?.first }.map {
                OrderKey(column: $0, isDescending: key.isDescending, nullsFirst: key.nullsFirst)
            }
        }
        let names = index.predicate.map { NotNullPredicate($0)?.columns } ?? []
        let required = names.flatMap { names in
            let found = names.compactMap { column(named: $0)?.id }
            return found.count == names.count ? found : nil
        }
        return Index(keys: orderKeys, isUnique: index.isUnique && keys.count == index.keys.count, required: required)
    }
}

extension NamedType {
    /// The names of the types that it refers to in fields and arguments.
    var referredTypes: [String] {
        let outputs = (fields ?? []).flatMap { field in [field.type.innermost] + field.arguments.map(\.type.innermost) }
        return outputs + inputFieldTypes
    }

    /// The names of the types of an input object's fields.
    var inputFieldTypes: [String] {
        guard case .inputObject(let type) = self else { return [] }
        return type.fields.map(\.type.innermost)
    }
}
