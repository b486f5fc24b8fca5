import GraphQLSchema

/// An enum of the graph on its way: made from a type's labels or a check's values.
struct EnumDraft {
    let name: String
    let description: String?
    /// Stored texts in their order, with their GraphQL names.
    let values: [(stored: String, name: String)]
    /// What is said of a value, by its stored text.
    let descriptions: [String: String]
    /// What it was made from, for problems.
    let object: String

    var names: [String: String] { Dictionary(values.map { ($0.stored, $0.name) }, uniquingKeysWith: { first, _ in first }) }

    var type: EnumType {
        let values = values.map { EnumValueDefinition(name: $0.name, description: descriptions[$0.stored]) }
        return EnumType(name: name, description: description, values: Members(values))
    }

    /// Names every stored text.
    /// - Throws: the problem when a text makes no GraphQL name, or two make the same.
    init(
        name: String, description: String?, stored: [String], descriptions: [String: String] = [:], object: String
    ) throws(GraphProblem) {
        var values: [(stored: String, name: String)] = []
        var taken: [String: String] = [:]
        for text in stored {
            guard let valueName = Naming.enumValue(ofLabel: text) else {
                throw GraphProblem(
                    .nameImpossible, on: object, "The value '\(text)' makes no GraphQL name.",
                    remedy: "Give it letters or digits of ASCII.")
            }
            if let other = taken.updateValue(text, forKey: valueName) {
                throw GraphProblem(
                    .enumValueTaken, on: object, "The values '\(other)' and '\(text)' are both \(valueName).", remedy: "Rename one of them."
                )
            }
            values.append((text, valueName))
        }
        self.name = name
        self.description = description
        self.values = values
        self.descriptions = descriptions
        self.object = object
    }
}
