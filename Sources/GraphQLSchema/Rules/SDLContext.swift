import GraphQLLanguage

/// What the rules on SDL look at, and where they report to.
struct SDLContext {
    let document: Document
    /// The schema that the document extends; nil where it makes a new one.
    let schema: Schema?
    /// Definitions and extensions of types, in order.
    let typeNodes: [(node: TypeDefinitionNode, isExtension: Bool)]
    /// Definitions and extensions of the schema, in order.
    let schemaNodes: [(node: SchemaDefinitionNode, isExtension: Bool)]
    let directiveNodes: [DirectiveDefinitionNode]
    /// The directives that may be applied: the document's, the schema's, the built-in ones.
    let directives: [String: DirectiveDefinition]
    private(set) var errors: [GraphQLError] = []

    init(_ document: Document, extending schema: Schema?) {
        self.document = document
        self.schema = schema
        typeNodes = document.definitions.compactMap {
            switch $0 {
            case .type(let node): (node, false)
            case .typeExtension(let node): (node, true)
            default: nil
            }
        }
        schemaNodes = document.definitions.compactMap {
            switch $0 {
            case .schema(let node): (node, false)
            case .schemaExtension(let node): (node, true)
            default: nil
            }
        }
        directiveNodes = document.definitions.compactMap { if case .directive(let node) = $0 { node } else { nil } }
        var directives: [String: DirectiveDefinition] = [:]
        for directive in schema?.directives ?? BuiltIns.directives { directives[directive.name] = directive }
        for node in directiveNodes { directives[node.name.value] = DirectiveDefinition(node) }
        self.directives = directives
    }

    mutating func report(_ message: String, at offsets: Int...) {
        errors.append(GraphQLError(.validation, message, locations: offsets.map(document.source.location)))
    }

    mutating func report(_ message: String, at offsets: [Int]) {
        errors.append(GraphQLError(.validation, message, locations: offsets.map(document.source.location)))
    }
}
