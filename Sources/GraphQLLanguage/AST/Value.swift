/// An input value as written, with the place of each part.
package struct Value: Sendable {
    package enum Kind: Sendable {
        case variable(String)
        /// The digits as written: they may be more than an `Int` holds.
        case int(String)
        case float(String)
        case string(String, isBlock: Bool)
        case boolean(Bool)
        case null
        case enumValue(String)
        case list([Value])
        case object([ObjectField])
    }

    package var kind: Kind
    package var offset: Int

    package init(_ kind: Kind, offset: Int) {
        self.kind = kind
        self.offset = offset
    }
}

/// `name: value` in an object value.
package struct ObjectField: Sendable {
    package var name: Name
    package var value: Value
    package var offset: Int

    package init(name: Name, value: Value, offset: Int) {
        self.name = name
        self.value = value
        self.offset = offset
    }
}

/// A type reference as written: `Name`, `[Type]`, `Type!`.
package indirect enum TypeNode: Sendable {
    case named(Name)
    case list(TypeNode, offset: Int)
    case nonNull(TypeNode)

    package var offset: Int {
        switch self {
        case .named(let name): name.offset
        case .list(_, let offset): offset
        case .nonNull(let inner): inner.offset
        }
    }

    /// The name at the heart of the type, without lists and non-nulls.
    package var innermost: Name {
        switch self {
        case .named(let name): name
        case .list(let inner, _): inner.innermost
        case .nonNull(let inner): inner.innermost
        }
    }
}
