import GraphQLLanguage
import GraphQLSchema

/// §5.3.3: a field of a composite type has a selection set, one of a leaf type has none.
enum ScalarLeafs {
    /// - Parameter type: The type at the heart of the field's.
    static func check(_ field: Field, _ definition: FieldDefinition, _ type: NamedType, _ context: inout ValidationContext) {
        let name = field.name.value
        if let set = field.selectionSet {
            guard type.isLeaf else { return }
            context.report(
                "Field \"\(name)\" must not have a selection since type \"\(definition.type)\" has no subfields.", at: set.offset)
        } else if !type.isLeaf {
            context.report(
                """
                Field "\(name)" of type "\(definition.type)" must have a selection of subfields. Did you mean "\(name) { ... }"?
                """, at: field.offset)
        }
    }
}
