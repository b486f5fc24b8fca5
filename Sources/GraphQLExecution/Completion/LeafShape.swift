package import GraphQLSchema

/// The kinds of leaf values, as far as their way out differs.
package enum LeafShape: Sendable {
    case int, float, string, boolean, id
    case `enum`(EnumType)
    /// A scalar of the schema's own, by its name.
    case custom(String)

    /// The shape of a scalar.
    package init(_ scalar: ScalarType) {
        self =
            switch scalar.name {
            case "Int": .int
            case "Float": .float
            case "String": .string
            case "Boolean": .boolean
            case "ID": .id
            default: .custom(scalar.name)
            }
    }
}
