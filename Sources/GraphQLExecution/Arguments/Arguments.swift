package import GraphQLSchema

/// The coerced arguments of one field or directive, in the order they are defined. One that was neither given nor has a default is absent.
package struct Arguments: Sendable, Hashable {
    /// As an input object, so that they compare and print as one.
    package let object: ConstValue

    package init(_ values: [(name: String, value: ConstValue)] = []) {
        self.object = .object(values)
    }

    package subscript(name: String) -> ConstValue? { object[name] }
}
