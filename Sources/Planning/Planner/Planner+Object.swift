import GraphModel
import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import PostgresTypes

extension Planner {
    /// Plans the selected fields of a row.
    mutating func planObject(
        _ typeName: String, _ selectionSets: [SelectionSet], from scope: RowScope
    ) throws(GraphQLError) -> ObjectPlan {
        var fields: [FieldPlan] = []
        for field in collector.collect(selectionSets, on: typeName) {
            fields.append(try planField(field, on: typeName, from: scope))
        }
        return ObjectPlan(typeName: typeName, fields: fields)
    }

    private mutating func planField(
        _ field: CollectedField, on typeName: String, from scope: RowScope
    ) throws(GraphQLError) -> FieldPlan {
        if field.name == "__typename" { return field.plan(.introspection) }
        switch graph.binding(ofField: field.name, on: typeName) {
        case .column(let id):
            let column = scope.table.columns[id]
            let reader = LeafReader(type: column.type, enumNames: column.enumNames)
            return field.plan(.leaf(slot: scope.slot(of: id), reader))
        case .globalID:
            let key = scope.table.localKey.map { column in
                FieldReader.KeyCell(slot: scope.slot(of: column), type: scope.table.columns[column].type)
            }
            return field.plan(.globalID(typeName: typeName, key: key))
        case .reference(let reference):
            return try planReference(field, reference, from: scope)
        case .exclusiveReference(let reference):
            return try planExclusiveReference(field, reference, from: scope)
        case .connection(let connection):
            return try planPage(field, on: typeName, connection, from: scope)
        default:
            throw unplannable(field)
        }
    }

    /// A row referred to becomes part of the same row.
    private mutating func planReference(
        _ field: CollectedField, _ reference: Reference, from scope: RowScope
    ) throws(GraphQLError) -> FieldPlan {
        let target = graph.tables[reference.target]
        let joined = scope.builder.join(reference, from: scope, to: target)
        let presence = joined.presenceSlot()
        let object = try planObject(target.typeName, field.selectionSets, from: joined)
        return field.plan(.sameRow(presence: presence, typeName: target.typeName), children: [object])
    }

    /// Each row that may be referred to becomes part of the same row; those the viewer has no type for are left out.
    private mutating func planExclusiveReference(
        _ field: CollectedField, _ reference: ExclusiveReference, from scope: RowScope
    ) throws(GraphQLError) -> FieldPlan {
        var arms: [FieldReader.Arm] = []
        var objects: [ObjectPlan] = []
        for arm in reference.arms {
            let target = graph.tables[arm.target]
            guard schema.isPossible(target.typeName, of: field.definition.type.innermost) else { continue }
            let joined = scope.builder.join(arm, from: scope, to: target)
            arms.append(FieldReader.Arm(presence: joined.presenceSlot(), typeName: target.typeName))
            objects.append(try planObject(target.typeName, field.selectionSets, from: joined))
        }
        return field.plan(.oneOf(arms), children: objects)
    }
}
