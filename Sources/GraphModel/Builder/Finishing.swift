import GraphQLSchema

extension FieldSet {
    /// The same fields, where those that lead to connections have the arguments of these.
    func paging(_ arguments: [String: [InputValueDefinition]]) -> FieldSet {
        var set = FieldSet(type: type)
        for var field in fields {
            if case .connection = field.binding { field.arguments = arguments[field.type.innermost] ?? [] }
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
                id: id, schema: Identifier(source.schema), name: Identifier(source.name), isView: source.isView, typeName: names.type,
                description: notes.description, columns: columns.map(\.column), primaryKey: primaryKey, tenantColumn: tenantColumn,
                defaultOrder: try DefaultOrder.keys(of: self), indexes: source.indexes.map(index), rowRule: rowRule, rowLimits: rowLimits,
                estimatedRows: source.estimatedRows)
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
        return Index(keys: orderKeys, isUnique: index.isUnique && keys.count == index.keys.count, isPartial: index.isPartial)
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
