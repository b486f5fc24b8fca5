import GraphQLLanguage

extension FieldDefinition {
    convenience init(_ node: FieldDefinitionNode) {
        self.init(
            name: node.name.value, description: node.description?.value, arguments: Members(node.arguments.map(InputValueDefinition.init)),
            type: TypeReference(node.type), deprecationReason: node.directives.deprecationReason, offset: node.offset)
    }
}

extension InputValueDefinition {
    convenience init(_ node: InputValueDefinitionNode) {
        self.init(
            name: node.name.value, description: node.description?.value, type: TypeReference(node.type),
            defaultValue: node.defaultValue.map { ConstValue($0) }, deprecationReason: node.directives.deprecationReason,
            offset: node.offset)
    }
}

extension EnumValueDefinition {
    init(_ node: EnumValueDefinitionNode) {
        self.init(
            name: node.name.value, description: node.description?.value, deprecationReason: node.directives.deprecationReason,
            offset: node.offset)
    }
}

extension DirectiveDefinition {
    init(_ node: DirectiveDefinitionNode) {
        self.init(
            name: node.name.value, description: node.description?.value, arguments: Members(node.arguments.map(InputValueDefinition.init)),
            locations: node.locations.compactMap { DirectiveLocation(rawValue: $0.value) }, isRepeatable: node.isRepeatable,
            offset: node.offset)
    }
}

extension [Directive] {
    /// The reason of `@deprecated`; nil where it is not applied.
    var deprecationReason: String? {
        first { $0.name.value == "deprecated" }.map { $0.string("reason") ?? BuiltIns.defaultDeprecationReason }
    }

    /// The address of `@specifiedBy`.
    var specifiedByURL: String? { first { $0.name.value == "specifiedBy" }?.string("url") }

    /// Whether `@oneOf` is applied.
    var isOneOf: Bool { contains { $0.name.value == "oneOf" } }
}

extension Directive {
    /// A string argument of that name.
    fileprivate func string(_ name: String) -> String? {
        guard case .string(let text, _)? = arguments.first(where: { $0.name.value == name })?.value.kind else { return nil }
        return text
    }
}
