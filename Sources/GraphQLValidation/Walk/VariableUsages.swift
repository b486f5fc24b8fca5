import GraphQLSchema

/// A place where a variable is used, and what is expected there.
struct VariableUsage {
    let name: String
    let offset: Int
    /// The type of the place; nil where the argument or input field is not known.
    let type: TypeReference?
    /// Whether the place has a default value.
    let hasDefault: Bool
    /// The `@oneOf` input object type that the place is a field of.
    let oneOfType: String?
}

/// The uses of variables, collected on the way: those in each operation, and those in each fragment.
struct VariableUsages {
    /// In the order of the document's operations.
    private(set) var inOperations: [[VariableUsage]] = []
    private(set) var inFragments: [String: [VariableUsage]] = [:]
    private var open: [VariableUsage] = []

    mutating func add(_ usage: VariableUsage) { open.append(usage) }

    mutating func endOperation() {
        inOperations.append(open)
        open = []
    }

    mutating func endFragment(_ name: String) {
        inFragments[name] = open
        open = []
    }
}
