/// A field of an object or interface type.
///
/// An object that never changes: the schemas of all roles share it, and looking a field up copies a reference instead of its parts.
package final class FieldDefinition: Member {
    package let name: String
    package let description: String?
    package let arguments: Members<InputValueDefinition>
    package let type: TypeReference
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
        self.deprecationReason = deprecationReason
        self.offset = offset
    }

    /// The same field with other arguments.
    package func with(arguments: Members<InputValueDefinition>) -> FieldDefinition {
        FieldDefinition(
            name: name, description: description, arguments: arguments, type: type, deprecationReason: deprecationReason, offset: offset)
    }
}

/// An argument of a field or directive, or a field of an input object.
package struct InputValueDefinition: Member {
    package var name: String
    package var description: String?
    package var type: TypeReference
    package var defaultValue: ConstValue?
    package var deprecationReason: String?
    package var offset: Int?

    /// Whether a value must be given: non-null without a default.
    package var isRequired: Bool { type.isNonNull && defaultValue == nil }

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
