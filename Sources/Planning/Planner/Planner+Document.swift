import GraphModel
import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import PostgresTypes

extension Planner {
    /// Plans json in a row's cells whose shape is declared: it is read as a document, by the fields of its objects.
    mutating func planDocument(_ field: SelectedField, at slot: Int, of type: PostgresType) throws(GraphQLError) -> FieldShape {
        shape(field, .document(slot: slot, isBinary: type.underlying == .jsonb), try documentContent(of: field))
    }

    /// Plans a value that a function returned in a statement's only row.
    mutating func planRootValue(
        _ field: SelectedField, of value: FunctionValue, statement: Int, column: Int
    ) throws(GraphQLError) -> FieldShape {
        guard value.type.isDocument(as: field.typeName) else {
            return shape(field, .rootLeaf(statement: statement, column: column, LeafReader(of: value)), try leaf(field))
        }
        let isBinary = value.type.underlying == .jsonb
        return shape(field, .rootDocument(statement: statement, column: column, isBinary: isBinary), try documentContent(of: field))
    }

    private mutating func documentContent(of field: SelectedField) throws(GraphQLError) -> FieldShape.Content {
        guard schema.type(named: field.typeName)?.isComposite == true else { return try leaf(field) }
        return .object(try planMembers(field.typeName, field.selectionSets))
    }

    private mutating func planMembers(_ typeName: String, _ selectionSets: [SelectionSet]) throws(GraphQLError) -> ObjectShape {
        var fields: [FieldShape] = []
        for field in try select(selectionSets, on: typeName) {
            if field.name == "__typename" {
                fields.append(typeNameShape(field, typeName))
                continue
            }
            guard case .member(let name)? = graph.binding(ofField: field.name, on: typeName) else { throw unplannable(field) }
            fields.append(shape(field, .member(name), try documentContent(of: field)))
        }
        return ObjectShape(type: typeName, fields: fields)
    }
}

extension PostgresType {
    /// Whether a field of this type is read out of a json document: one that is declared to be more than `JSON`.
    func isDocument(as typeName: String) -> Bool {
        (underlying == .json || underlying == .jsonb) && typeName != "JSON"
    }
}
