import GraphModel
import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import PostgresTypes

extension Planner {
    /// Plans the selected fields of a row.
    mutating func planObject(
        _ typeName: String, _ selectionSets: [SelectionSet], from scope: RowScope
    ) throws(GraphQLError) -> ObjectShape {
        var fields: [FieldShape] = []
        for field in try select(selectionSets, on: typeName) {
            fields.append(try planField(field, on: typeName, from: scope))
        }
        return objectShape(typeName, fields)
    }

    mutating func planField(
        _ field: SelectedField, on typeName: String, from scope: RowScope
    ) throws(GraphQLError) -> FieldShape {
        if let fault = field.fault { return shape(field, .none, .fault(fault)) }
        if field.name == "__typename" { return typeNameShape(field, typeName) }
        switch graph.binding(ofField: field.name, on: typeName) {
        case .column(let id):
            let column = scope.table.columns[id]
            guard !column.type.isDocument(as: field.typeName) else {
                return try planDocument(field, at: scope.slot(of: id), of: column.type)
            }
            return shape(field, scope.leaf(column), try leaf(field))
        case .globalID:
            let key = scope.table.localKey.map { column in
                GlobalIDReader.KeyCell(slot: scope.slot(of: column), type: scope.table.columns[column].type)
            }
            return shape(field, .globalID(GlobalIDReader(typeName: typeName, key: key)), .leaf(.id))
        case .reference(let reference):
            return try planReference(field, reference, from: scope)
        case .exclusiveReference(let reference):
            return try planExclusiveReference(field, reference, from: scope)
        case .connection(let connection):
            return try planPage(field, on: typeName, connection, from: scope)
        case .abilities:
            let object = try planObject(field.typeName, field.selectionSets, from: scope)
            return shape(field, .sameRow(presence: scope.presenceSlot()), .object(object))
        default:
            return try planCall(field, on: typeName, from: scope)
        }
    }

    /// A row referred to becomes part of the same row.
    private mutating func planReference(
        _ field: SelectedField, _ reference: Reference, from scope: RowScope
    ) throws(GraphQLError) -> FieldShape {
        let target = graph.tables[reference.target]
        let joined = scope.builder.join(reference, from: scope, to: target)
        let presence = joined.presenceSlot()
        let object = try planObject(target.typeName, field.selectionSets, from: joined)
        return shape(field, .sameRow(presence: presence), .object(object))
    }

    /// Each row that may be referred to becomes part of the same row; those the viewer has no type for are left out.
    private mutating func planExclusiveReference(
        _ field: SelectedField, _ reference: ExclusiveReference, from scope: RowScope
    ) throws(GraphQLError) -> FieldShape {
        var presences: [Int] = []
        var objects: [ObjectShape] = []
        for arm in reference.arms {
            let target = graph.tables[arm.target]
            guard schema.isPossible(target.typeName, of: field.typeName) else { continue }
            let joined = scope.builder.join(arm, from: scope, to: target)
            presences.append(joined.presenceSlot())
            objects.append(try planObject(target.typeName, field.selectionSets, from: joined))
        }
        return shape(field, .oneOf(presences: presences), .abstract(AbstractShape(type: field.typeName, possible: objects)))
    }
}
