import GraphQLLanguage

extension Schema {
    /// The same schema with everything that has no order of its own in alphabetical order, numbers by their value.
    package var sorted: Schema {
        Schema(
            description: description, queryType: queryType, mutationType: mutationType, subscriptionType: subscriptionType,
            types: types.filter { !BuiltIns.isBuiltIn(type: $0.name) }.sorted { NaturalOrder($0.name) < NaturalOrder($1.name) }.map(
                \.sorted),
            directives: Members(directives.sorted { NaturalOrder($0.name) < NaturalOrder($1.name) }.map(\.sorted)))
    }
}

extension NamedType {
    fileprivate var sorted: NamedType {
        switch self {
        case .scalar: return self
        case .object(var type):
            type.interfaces.sort { NaturalOrder($0) < NaturalOrder($1) }
            type.fields = type.fields.sorted
            return .object(type)
        case .interface(var type):
            type.interfaces.sort { NaturalOrder($0) < NaturalOrder($1) }
            type.fields = type.fields.sorted
            return .interface(type)
        case .union(var type):
            type.members.sort { NaturalOrder($0) < NaturalOrder($1) }
            return .union(type)
        case .enum(var type):
            type.values = type.values.sorted
            return .enum(type)
        case .inputObject(var type):
            type.fields = type.fields.sorted
            return .inputObject(type)
        }
    }
}

extension DirectiveDefinition {
    fileprivate var sorted: DirectiveDefinition {
        var copy = self
        copy.arguments = arguments.sorted
        copy.locations.sort { $0.rawValue < $1.rawValue }
        return copy
    }
}

extension Members {
    fileprivate var sorted: Members { Members(sorted { NaturalOrder($0.name) < NaturalOrder($1.name) }) }
}

extension Members<FieldDefinition> {
    fileprivate var sorted: Members {
        Members(map { $0.with(arguments: $0.arguments.sorted) }.sorted { NaturalOrder($0.name) < NaturalOrder($1.name) })
    }
}
