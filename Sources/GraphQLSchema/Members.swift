/// What has a name within its type or schema.
package protocol Member: Sendable {
    var name: String { get }
}

/// Members in their order, found by name in constant time.
package struct Members<Element: Member>: Sendable, RandomAccessCollection, ExpressibleByArrayLiteral {
    private let elements: [Element]
    private let positions: [String: Int]

    /// Where a name occurs more than once, a look-up finds the first.
    package init(_ elements: [Element]) {
        self.elements = elements
        self.positions = Dictionary(elements.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    package init(arrayLiteral elements: Element...) {
        self.init(elements)
    }

    package var startIndex: Int { 0 }
    package var endIndex: Int { elements.count }
    package subscript(position: Int) -> Element { elements[position] }

    package subscript(name: String) -> Element? {
        positions[name].map { elements[$0] }
    }
}

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

package struct DirectiveDefinition: Member {
    package var name: String
    package var description: String?
    package var arguments: Members<InputValueDefinition>
    package var locations: [DirectiveLocation]
    package var isRepeatable: Bool
    package var offset: Int?

    package init(
        name: String, description: String? = nil, arguments: Members<InputValueDefinition> = [], locations: [DirectiveLocation],
        isRepeatable: Bool = false, offset: Int? = nil
    ) {
        self.name = name
        self.description = description
        self.arguments = arguments
        self.locations = locations
        self.isRepeatable = isRepeatable
        self.offset = offset
    }
}

package enum DirectiveLocation: String, Sendable, Hashable, CaseIterable {
    case query = "QUERY"
    case mutation = "MUTATION"
    case subscription = "SUBSCRIPTION"
    case field = "FIELD"
    case fragmentDefinition = "FRAGMENT_DEFINITION"
    case fragmentSpread = "FRAGMENT_SPREAD"
    case inlineFragment = "INLINE_FRAGMENT"
    case variableDefinition = "VARIABLE_DEFINITION"
    case schema = "SCHEMA"
    case scalar = "SCALAR"
    case object = "OBJECT"
    case fieldDefinition = "FIELD_DEFINITION"
    case argumentDefinition = "ARGUMENT_DEFINITION"
    case interface = "INTERFACE"
    case union = "UNION"
    case `enum` = "ENUM"
    case enumValue = "ENUM_VALUE"
    case inputObject = "INPUT_OBJECT"
    case inputFieldDefinition = "INPUT_FIELD_DEFINITION"
}
