import GraphQLLanguage

/// A syntax node, if there is one, with the text that its offsets count in.
struct PlacedNode<Node> {
    let node: Node?
    let source: SourceIndex

    static var none: PlacedNode { PlacedNode(node: nil, source: SourceIndex(Source(bytes: []))) }

    /// The place of a part of the node: one, or none where either is absent.
    func places(_ part: (Node) -> Int?) -> [SourceLocation] {
        node.flatMap(part).map { [source.location(at: $0)] } ?? []
    }

    /// A part of the node.
    func part<Part>(_ part: (Node) -> Part?) -> PlacedNode<Part> {
        PlacedNode<Part>(node: node.flatMap(part), source: source)
    }
}

/// Where the documents of a schema define what: for errors.
struct SchemaPlaces {
    private var types: [String: [PlacedNode<TypeDefinitionNode>]] = [:]
    private var definitions: [String: PlacedNode<TypeDefinitionNode>] = [:]
    private var directives: [String: PlacedNode<DirectiveDefinitionNode>] = [:]
    private(set) var schemas: [PlacedNode<SchemaDefinitionNode>] = []

    init(_ documents: [Document]) {
        for document in documents {
            let source = SourceIndex(document.source)
            for definition in document.definitions {
                switch definition {
                case .schema(let node), .schemaExtension(let node):
                    schemas.append(PlacedNode(node: node, source: source))
                case .type(let node):
                    types[node.name.value, default: []].append(PlacedNode(node: node, source: source))
                    definitions[node.name.value] = PlacedNode(node: node, source: source)
                case .typeExtension(let node):
                    types[node.name.value, default: []].append(PlacedNode(node: node, source: source))
                case .directive(let node):
                    directives[node.name.value] = PlacedNode(node: node, source: source)
                case .operation, .fragment: break
                }
            }
        }
    }

    /// Where the definition and the extensions of a type are.
    func type(_ name: String) -> [SourceLocation] { nodes(of: name).flatMap { $0.places { $0.offset } } }

    func directive(_ name: String) -> PlacedNode<DirectiveDefinitionNode> { directives[name] ?? .none }

    /// Where an operation's root is named.
    func root(_ operation: OperationType) -> [SourceLocation] {
        let nodes = schemas.map { $0.part { $0.operationTypes.first { $0.operation == operation } } }
        return nodes.first { $0.node != nil }?.places { $0.type.offset } ?? []
    }

    func field(_ name: String, of type: String) -> PlacedNode<FieldDefinitionNode> {
        first(in: type) { $0.fields.first { $0.name.value == name } }
    }

    func enumValue(_ name: String, of type: String) -> PlacedNode<EnumValueDefinitionNode> {
        first(in: type) { if case .enum(let values) = $0.kind { values.first { $0.name.value == name } } else { nil } }
    }

    /// An argument or input field.
    func node(of name: String, in owner: InputOwner) -> PlacedNode<InputValueDefinitionNode> {
        switch owner {
        case .directive(let directive): self.directive(directive).part { $0.arguments.first { $0.name.value == name } }
        case .field(let type, let field): self.field(field, of: type).part { $0.arguments.first { $0.name.value == name } }
        case .inputObject(let type):
            first(in: type) { if case .inputObject(let fields) = $0.kind { fields.first { $0.name.value == name } } else { nil } }
        }
    }

    /// Where a type declares to implement an interface, or where a union names a member.
    func references(to name: String, in type: String) -> [SourceLocation] {
        nodes(of: type).flatMap { placed in
            placed.node?.references.filter { $0.value == name }.map { placed.source.location(at: $0.offset) } ?? []
        }
    }

    /// The definition of a type, without its extensions.
    func definition(of type: String) -> PlacedNode<TypeDefinitionNode> { definitions[type] ?? .none }

    /// The definition and the extensions of a type.
    func nodes(of type: String) -> [PlacedNode<TypeDefinitionNode>] { types[type] ?? [] }

    private func first<Part>(in type: String, _ part: (TypeDefinitionNode) -> Part?) -> PlacedNode<Part> {
        for node in nodes(of: type) {
            let found = node.part(part)
            if found.node != nil { return found }
        }
        return .none
    }
}

extension TypeDefinitionNode {
    fileprivate var fields: [FieldDefinitionNode] {
        switch kind {
        case .object(_, let fields), .interface(_, let fields): fields
        case .scalar, .union, .enum, .inputObject: []
        }
    }

    fileprivate var references: [Name] {
        switch kind {
        case .object(let interfaces, _), .interface(let interfaces, _): interfaces
        case .union(let members): members
        case .scalar, .enum, .inputObject: []
        }
    }
}
