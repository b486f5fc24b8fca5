package struct FieldDefinition: Member {
    package var name: String
    package var description: String?
    package var arguments: Members<InputValueDefinition>
    package var type: TypeReference
    package var deprecationReason: String?
    package var offset: Int?

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
