import GraphModel
import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import PostgresTypes

extension Planner {
    /// Plans a json column whose shape is declared: its objects' fields are read out of the document.
    mutating func planDocument(_ field: SelectedField, at slot: Int, of column: Column) throws(GraphQLError) -> FieldShape {
        let object = try planMembers(field.typeName, field.selectionSets)
        return shape(field, .document(slot: slot, isBinary: column.type.underlying == .jsonb), .object(object))
    }

    private mutating func planMembers(_ typeName: String, _ selectionSets: [SelectionSet]) throws(GraphQLError) -> ObjectShape {
        var fields: [FieldShape] = []
        for field in try select(selectionSets, on: typeName) {
            if field.name == "__typename" {
                fields.append(typeNameShape(field, typeName))
                continue
            }
            guard case .member(let name)? = graph.binding(ofField: field.name, on: typeName) else { throw unplannable(field) }
            let isObject = schema.type(named: field.typeName)?.isComposite == true
            let content = isObject ? .object(try planMembers(field.typeName, field.selectionSets)) : try leaf(field)
            fields.append(shape(field, .member(name), content))
        }
        return ObjectShape(type: typeName, fields: fields)
    }
}
