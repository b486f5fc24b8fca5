package import GraphQLSchema

/// The coerced values of an operation's variables. One that was neither given nor has a default is absent, which is not null.
package struct Variables: Sendable, Hashable {
    private var values: [String: ConstValue]

    package init(_ values: [String: ConstValue] = [:]) {
        self.values = values
    }

    package subscript(name: String) -> ConstValue? {
        get { values[name] }
        set { values[name] = newValue }
    }
}
