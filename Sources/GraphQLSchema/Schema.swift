package import GraphQLLanguage

/// A type system: named types in order, directives, and where operations start. A value; cheap to share.
///
/// What is built in need not be given: introspection types, built-in directives, and those built-in scalars that the schema
/// refers to are part of every schema. `String` and `Boolean` are in each, since introspection refers to them.
package final class Schema: Sendable {
    package let description: String?
    package let queryType: String?
    package let mutationType: String?
    package let subscriptionType: String?
    /// In definition order; built-in directives that the schema does not redefine last.
    package let directives: Members<DirectiveDefinition>
    /// In definition order; built-in types last.
    package let types: [NamedType]

    private let positions: NameTable
    /// Abstract type's name → the object types that it may turn out to be, in definition order.
    private let possibleTypeNames: [String: [String]]
    private let possibleTypeSets: [String: Set<String>]
    private let implementationNames: [String: [String]]

    package init(
        description: String? = nil, queryType: String?, mutationType: String? = nil, subscriptionType: String? = nil,
        types: [NamedType], directives: Members<DirectiveDefinition> = []
    ) {
        self.description = description
        self.queryType = queryType
        self.mutationType = mutationType
        self.subscriptionType = subscriptionType
        let allDirectives = Members(directives + BuiltIns.directives.filter { directives[$0.name] == nil })
        self.directives = allDirectives
        self.types = types + Self.builtInTypes(referredToBy: types, allDirectives)
        self.positions = NameTable(self.types.map(\.name))
        var possible: [String: [String]] = [:]
        var implementations: [String: [String]] = [:]
        for type in types {
            for interface in type.interfaces {
                implementations[interface, default: []].append(type.name)
                if case .object = type { possible[interface, default: []].append(type.name) }
            }
            if case .union(let union) = type { possible[union.name] = union.members }
        }
        self.possibleTypeNames = possible
        self.possibleTypeSets = possible.mapValues(Set.init)
        self.implementationNames = implementations
    }

    /// The type of that name. A built-in scalar is found even where nothing in the schema refers to it: a variable may.
    package func type(named name: String) -> NamedType? {
        if let position = positions[name] { types[position] } else { BuiltIns.scalar(named: name).map(NamedType.scalar) }
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

    /// The object and interface types that declare to implement the interface, in definition order.
    package func implementations(of interface: String) -> [String] {
        implementationNames[interface] ?? []
    }

    /// Whether a value of type `sub` can stand wherever one of type `base` is expected: the same, a member, an implementation.
    package func isSubtype(_ sub: String, of base: String) -> Bool {
        sub == base || possibleTypeSets[base]?.contains(sub) == true || implementationNames[base]?.contains(sub) == true
    }

    private static func builtInTypes(referredToBy types: [NamedType], _ directives: Members<DirectiveDefinition>) -> [NamedType] {
        var referred: Set<String> = ["String", "Boolean"]
        for directive in directives { referred.formUnion(directive.arguments.map(\.type.innermost)) }
        for type in types {
            for field in type.fields ?? [] {
                referred.insert(field.type.innermost)
                referred.formUnion(field.arguments.map(\.type.innermost))
            }
            if case .inputObject(let input) = type { referred.formUnion(input.fields.map(\.type.innermost)) }
        }
        let present = Set(types.map(\.name))
        let scalars = BuiltIns.scalars.filter { referred.contains($0.name) }.map(NamedType.scalar)
        return (scalars + BuiltIns.introspectionTypes).filter { !present.contains($0.name) }
    }
}
