package import GraphQLSchema

/// The kinds of leaf values, as far as their way out differs.
public enum LeafShape: Sendable {
    case int, float, string, boolean, id
    case enumeration(EnumShape)
    /// A scalar of the schema's own.
    case custom

    /// The shape of a scalar.
    package init(_ scalar: ScalarType) {
        self =
            switch scalar.name {
            case "Int": .int
            case "Float": .float
            case "String": .string
            case "Boolean": .boolean
            case "ID": .id
            default: .custom
            }
    }

    /// The shape of an enum.
    package static func `enum`(_ type: EnumType) -> LeafShape { .enumeration(EnumShape(type)) }
}

/// An enum as a leaf; by reference, so that a shape is small to copy.
public final class EnumShape: Sendable {
    package let type: EnumType

    package init(_ type: EnumType) {
        self.type = type
    }
}
