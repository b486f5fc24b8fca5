/// A type of the schema.
package indirect enum NamedType: Sendable {
    case scalar(ScalarType)
    case object(ObjectType)
    case interface(InterfaceType)
    case union(UnionType)
    case `enum`(EnumType)
    case inputObject(InputObjectType)

    package var name: String {
        switch self {
        case .scalar(let type): type.name
        case .object(let type): type.name
        case .interface(let type): type.name
        case .union(let type): type.name
        case .enum(let type): type.name
        case .inputObject(let type): type.name
        }
    }

    package var description: String? {
        switch self {
        case .scalar(let type): type.description
        case .object(let type): type.description
        case .interface(let type): type.description
        case .union(let type): type.description
        case .enum(let type): type.description
        case .inputObject(let type): type.description
        }
    }

    /// The fields of an object or interface type; nil for every other kind.
    package var fields: Members<FieldDefinition>? {
        switch self {
        case .object(let type): type.fields
        case .interface(let type): type.fields
        default: nil
        }
    }

    /// The interfaces that an object or interface type declares to implement.
    package var interfaces: [String] {
        switch self {
        case .object(let type): type.interfaces
        case .interface(let type): type.interfaces
        default: []
        }
    }

    /// Whether it may stand where a value goes in: scalar, enum, input object.
    package var isInput: Bool {
        switch self {
        case .scalar, .enum, .inputObject: true
        case .object, .interface, .union: false
        }
    }

    /// Whether it may stand where a value comes out: every kind but input object.
    package var isOutput: Bool {
        if case .inputObject = self { false } else { true }
    }

    /// Scalar or enum: has no selection set.
    package var isLeaf: Bool {
        switch self {
        case .scalar, .enum: true
        default: false
        }
    }

    /// Object, interface or union: needs a selection set.
    package var isComposite: Bool { isOutput && !isLeaf }

    /// Interface or union.
    package var isAbstract: Bool {
        switch self {
        case .interface, .union: true
        default: false
        }
    }
}

package struct ScalarType: Sendable {
    package var name: String
    package var description: String?
    package var specifiedByURL: String?
    /// Byte offset of its definition in the SDL it was built from.
    package var offset: Int?

    package init(name: String, description: String? = nil, specifiedByURL: String? = nil, offset: Int? = nil) {
        self.name = name
        self.description = description
        self.specifiedByURL = specifiedByURL
        self.offset = offset
    }
}

package struct ObjectType: Sendable {
    package var name: String
    package var description: String?
    package var interfaces: [String]
    package var fields: Members<FieldDefinition>
    package var offset: Int?

    package init(
        name: String, description: String? = nil, interfaces: [String] = [], fields: Members<FieldDefinition>, offset: Int? = nil
    ) {
        self.name = name
        self.description = description
        self.interfaces = interfaces
        self.fields = fields
        self.offset = offset
    }
}

package struct InterfaceType: Sendable {
    package var name: String
    package var description: String?
    package var interfaces: [String]
    package var fields: Members<FieldDefinition>
    package var offset: Int?

    package init(
        name: String, description: String? = nil, interfaces: [String] = [], fields: Members<FieldDefinition>, offset: Int? = nil
    ) {
        self.name = name
        self.description = description
        self.interfaces = interfaces
        self.fields = fields
        self.offset = offset
    }
}

package struct UnionType: Sendable {
    package var name: String
    package var description: String?
    package var members: [String]
    package var offset: Int?

    package init(name: String, description: String? = nil, members: [String], offset: Int? = nil) {
        self.name = name
        self.description = description
        self.members = members
        self.offset = offset
    }
}

package struct EnumType: Sendable {
    package var name: String
    package var description: String?
    package var values: Members<EnumValueDefinition>
    package var offset: Int?

    package init(name: String, description: String? = nil, values: Members<EnumValueDefinition>, offset: Int? = nil) {
        self.name = name
        self.description = description
        self.values = values
        self.offset = offset
    }
}

package struct InputObjectType: Sendable {
    package var name: String
    package var description: String?
    package var fields: Members<InputValueDefinition>
    package var isOneOf: Bool
    package var offset: Int?

    package init(
        name: String, description: String? = nil, fields: Members<InputValueDefinition>, isOneOf: Bool = false, offset: Int? = nil
    ) {
        self.name = name
        self.description = description
        self.fields = fields
        self.isOneOf = isOneOf
        self.offset = offset
    }
}
