extension BuiltIns {
    /// `__typename`: a field of every composite type.
    package static let typenameField = FieldDefinition(
        name: "__typename", description: "The name of the current Object type at runtime.", type: required("String"))

    /// `__schema`: a field of the query root.
    package static let schemaField = FieldDefinition(
        name: "__schema", description: "Access the current type schema of this server.", type: required("__Schema"))

    /// `__type(name:)`: a field of the query root.
    package static let typeField = FieldDefinition(
        name: "__type", description: "Request the type information of a single type.",
        arguments: [InputValueDefinition(name: "name", type: required("String"))], type: .named("__Type"))
}

extension Schema {
    /// The field of that name that a selection on the composite type may ask for, the three meta fields included.
    package func field(_ name: String, on type: NamedType) -> FieldDefinition? {
        if name.utf8.first == UInt8(ascii: "_") {
            switch name {
            case "__typename" where type.isComposite: return BuiltIns.typenameField
            case "__schema" where type.name == queryType: return BuiltIns.schemaField
            case "__type" where type.name == queryType: return BuiltIns.typeField
            default: break
            }
        }
        return type.fields?[name]
    }
}
