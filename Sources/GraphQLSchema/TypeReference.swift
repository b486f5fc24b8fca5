package import GraphQLLanguage

/// A type as a field, argument or variable refers to it; named types are resolved through `Schema.type(named:)`.
package indirect enum TypeReference: Sendable, Hashable {
    case named(String)
    case list(TypeReference)
    case nonNull(TypeReference)

    package init(_ node: TypeNode) {
        self =
            switch node {
            case .named(let name): .named(name.value)
            case .list(let inner, _): .list(TypeReference(inner))
            case .nonNull(let inner): .nonNull(TypeReference(inner))
            }
    }

    /// The name at the heart of the type, without lists and non-nulls.
    package var innermost: String {
        switch self {
        case .named(let name): name
        case .list(let inner), .nonNull(let inner): inner.innermost
        }
    }

    package var isNonNull: Bool {
        if case .nonNull = self { true } else { false }
    }

    /// The same type where null is allowed at the outermost place.
    package var nullable: TypeReference {
        if case .nonNull(let inner) = self { inner } else { self }
    }
}

extension TypeReference: CustomStringConvertible {
    /// GraphQL notation: `[Merchant!]!`.
    package var description: String {
        switch self {
        case .named(let name): name
        case .list(let inner): "[\(inner)]"
        case .nonNull(let inner): "\(inner)!"
        }
    }
}
