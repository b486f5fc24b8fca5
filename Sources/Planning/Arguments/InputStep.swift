package import GraphQLExecution
package import GraphQLSchema

/// A step into an input value.
package enum InputStep: Sendable, Hashable {
    case field(String)
    case index(Int)
}

extension Variables {
    /// The value found by stepping into a variable; nil when anything on the way is absent.
    package func value(of name: String, at path: [InputStep]) -> ConstValue? {
        var value = self[name]
        for step in path {
            value = value?.stepping(step)
        }
        return value
    }
}

extension ConstValue {
    /// The field or item that a step leads to; nil when there is none.
    func stepping(_ step: InputStep) -> ConstValue? {
        switch (self, step) {
        case (.object, .field(let name)): self[name]
        case (.list(let items), .index(let index)): items.indices.contains(index) ? items[index] : nil
        // A single value stands for a list of one.
        case (_, .index(0)): self
        default: nil
        }
    }
}
