package import GraphQLSchema

/// The coerced variables of one request; those neither given nor with a default are absent.
package struct VariableValues: Sendable, Hashable {
    package var values: [String: ConstValue]

    package init(_ values: [String: ConstValue] = [:]) {
        self.values = values
    }

    /// The value found by stepping into the named input fields; nil when anything on the way is absent.
    package func value(of name: String, at path: [String] = []) -> ConstValue? {
        var value = values[name]
        for step in path {
            value = value?[field: step]
        }
        return value
    }
}
