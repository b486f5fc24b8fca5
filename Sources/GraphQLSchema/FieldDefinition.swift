/// A field of an object or interface type.
///
/// An object that never changes: the schemas of all roles share it, and looking a field up copies a reference instead of its parts.
package final class FieldDefinition: Member {
    package let name: String
    package let description: String?
    package let arguments: Members<InputValueDefinition>
    package let type: TypeReference
    /// The name at the heart of the type, without lists and non-nulls.
    package let typeName: String
    package let deprecationReason: String?
    package let offset: Int?

    package init(
        name: String, description: String? = nil, arguments: Members<InputValueDefinition> = [], type: TypeReference,
        deprecationReason: String? = nil, offset: Int? = nil
    ) {
        self.name = name
        self.description = description
        self.arguments = arguments
        self.type = type
        self.typeName = type.innermost
        self.deprecationReason = deprecationReason
        self.offset = offset
    }

    /// The same field with other arguments.
    package func with(arguments: Members<InputValueDefinition>) -> FieldDefinition {
        FieldDefinition(
            name: name, description: description, arguments: arguments, type: type, deprecationReason: deprecationReason, offset: offset)
    }
}

/// An argument of a field or directive, or a field of an input object. An object, for the reasons that `FieldDefinition` is one.
package final class InputValueDefinition: Member {
    package let name: String
    package let description: String?
    package let type: TypeReference
    package let defaultValue: ConstValue?
    package let deprecationReason: String?
    package let offset: Int?

    /// Whether a value must be given: non-null without a default.
    package let isRequired: Bool

    package init(
        name: String, description: String? = nil, type: TypeReference, defaultValue: ConstValue? = nil,
        deprecationReason: String? = nil, offset: Int? = nil
    ) {
        self.name = name
        self.description = description
        self.type = type
        self.defaultValue = defaultValue
        self.deprecationReason = deprecationReason
        self.offset = offset
        self.isRequired = type.isNonNull && defaultValue == nil
    }
}

package struct EnumValueDefinition: Member {
    package var name: String
    package var description: String?
    package var deprecationReason: String?
    package var offset: Int?

    package init(name: String, description: String? = nil, deprecationReason: String? = nil, offset: Int? = nil) {
        self.name = name
        self.description = description
        self.deprecationReason = deprecationReason
        self.offset = offset
    }
}
