import GraphQLLanguage

/// A schema while it is put together: types and directives by name, in order.
struct SchemaDraft {
    private var description: String?
    private var roots: [OperationType: String] = [:]
    private var hasSchemaDefinition: Bool
    private var types: [NamedType] = []
    private var positions: [String: Int] = [:]
    private var directives: [DirectiveDefinition] = []

    /// Starts from the types and directives of a schema, or from none.
    init(_ existing: Schema?) {
        hasSchemaDefinition = existing != nil
        guard let existing else { return }
        description = existing.description
        for operation in OperationType.allCases { roots[operation] = existing.rootType(for: operation) }
        for type in existing.types where !BuiltIns.isBuiltIn(type: type.name) { add(type) }
        directives = existing.directives.filter { BuiltIns.directives[$0.name]?.isSame(as: $0) != true }
    }

    mutating func define(_ definition: Definition) {
        switch definition {
        case .schema(let node):
            hasSchemaDefinition = true
            description = node.description?.value
            for root in node.operationTypes { roots[root.operation] = root.type.value }
        case .type(let node): add(NamedType(node))
        case .directive(let node): directives.append(DirectiveDefinition(node))
        case .operation, .fragment, .schemaExtension, .typeExtension: break
        }
    }

    mutating func extend(_ definition: Definition) {
        switch definition {
        case .schemaExtension(let node):
            for root in node.operationTypes { roots[root.operation] = root.type.value }
        case .typeExtension(let node):
            if let position = positions[node.name.value] {
                types[position] = types[position].extended(by: node)
            } else if let scalar = BuiltIns.scalar(named: node.name.value) {
                // Extending a built-in scalar makes it a definition of this schema.
                add(NamedType.scalar(scalar).extended(by: node))
            }
        case .operation, .fragment, .schema, .type, .directive: break
        }
    }

    /// The schema as it stands. Without a `schema` definition, the roots are the types called Query, Mutation and Subscription.
    func schema() -> Schema {
        func root(_ operation: OperationType) -> String? {
            let usual = operation.usualRootType
            return roots[operation] ?? (hasSchemaDefinition || positions[usual] == nil ? nil : usual)
        }
        return Schema(
            description: description, queryType: root(.query), mutationType: root(.mutation), subscriptionType: root(.subscription),
            types: types, directives: Members(directives))
    }

    private mutating func add(_ type: NamedType) {
        positions[type.name] = types.count
        types.append(type)
    }
}

extension OperationType {
    /// What the root type is called where no `schema` definition says otherwise (§3.3.1, Default Root Operation Type Names).
    var usualRootType: String {
        switch self {
        case .query: "Query"
        case .mutation: "Mutation"
        case .subscription: "Subscription"
        }
    }
}

extension DirectiveDefinition {
    /// Whether it is the very definition, rather than another one of the same name.
    fileprivate func isSame(as other: DirectiveDefinition) -> Bool {
        name == other.name && offset == other.offset && description == other.description
    }
}
