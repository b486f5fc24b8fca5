import GraphQLLanguage

extension SDLRules {
    /// What is extended exists and is of the extension's kind.
    static func possibleTypeExtensions(_ context: inout SDLContext) {
        let definitions = Dictionary(
            context.typeNodes.filter { !$0.isExtension }.map { ($0.node.name.value, $0.node) }, uniquingKeysWith: { first, _ in first })
        for (node, isExtension) in context.typeNodes where isExtension {
            let name = node.name.value
            let definition = definitions[name]
            if let kind = definition?.kind.word ?? context.schema?.type(named: name)?.kindWord {
                if kind != node.kind.word {
                    context.report(
                        "Cannot extend non-\(node.kind.word) type \"\(name)\".", at: (definition.map { [$0.offset] } ?? []) + [node.offset])
                }
            } else {
                let names = Array(definitions.keys) + (context.schema?.types.map(\.name) ?? [])
                context.report(
                    "Cannot extend type \"\(name)\" because it is not defined.\(Suggestions.didYouMean(name, among: names))",
                    at: node.name.offset)
            }
        }
    }
}

extension NamedType {
    /// The kind in words: `input object`.
    var kindWord: String {
        switch self {
        case .scalar: "scalar"
        case .object: "object"
        case .interface: "interface"
        case .union: "union"
        case .enum: "enum"
        case .inputObject: "input object"
        }
    }
}
