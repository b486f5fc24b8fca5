package import GraphQLLanguage

/// A type system: named types in order, directives, and where operations start. A value; cheap to share.
///
/// Built-in scalars and introspection types are present in `types` of every schema that `Schema(…)` makes.
package final class Schema: Sendable {
    package let description: String?
    package let queryType: String?
    package let mutationType: String?
    package let subscriptionType: String?
    package let directives: Members<DirectiveDefinition>
    /// In definition order; built-in types last.
    package let types: [NamedType]

    private let positions: [String: Int]
    /// Abstract type's name → the object types that it may turn out to be, in definition order.
    private let possibleTypeNames: [String: [String]]
    private let possibleTypeSets: [String: Set<String>]

    package init(
        description: String? = nil, queryType: String?, mutationType: String? = nil, subscriptionType: String? = nil,
        types: [NamedType], directives: Members<DirectiveDefinition>
    ) {
        self.description = description
        self.queryType = queryType
        self.mutationType = mutationType
        self.subscriptionType = subscriptionType
        self.types = types
        self.directives = directives
        self.positions = Dictionary(types.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        var possible: [String: [String]] = [:]
        for type in types {
            switch type {
            case .object(let object): for interface in object.interfaces { possible[interface, default: []].append(object.name) }
            case .union(let union): possible[union.name] = union.members
            default: break
            }
        }
        self.possibleTypeNames = possible
        self.possibleTypeSets = possible.mapValues(Set.init)
    }

    package func type(named name: String) -> NamedType? {
        positions[name].map { types[$0] }
    }

    package func rootType(for operation: OperationType) -> String? {
        switch operation {
        case .query: queryType
        case .mutation: mutationType
        case .subscription: subscriptionType
        }
    }

    /// The object types a value of the named type may have: itself for an object type, the members or implementations of an
    /// abstract type, none otherwise.
    package func possibleTypes(of name: String) -> [String] {
        if let names = possibleTypeNames[name] { return names }
        if case .object? = type(named: name) { return [name] }
        return []
    }

    /// Whether an object of type `object` satisfies the composite type `name`.
    package func isPossible(_ object: String, of name: String) -> Bool {
        object == name || possibleTypeSets[name]?.contains(object) == true
    }
}
