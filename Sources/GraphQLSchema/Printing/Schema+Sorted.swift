extension Schema {
    /// The same schema with everything that has no order of its own in alphabetical order, numbers by their value.
    package var sorted: Schema {
        Schema(
            description: description, queryType: queryType, mutationType: mutationType, subscriptionType: subscriptionType,
            types: types.filter { !BuiltIns.isBuiltIn(type: $0.name) }.sorted { naturallyPrecedes($0.name, $1.name) }.map(\.sorted),
            directives: Members(directives.sorted { naturallyPrecedes($0.name, $1.name) }.map(\.sorted)))
    }
}

extension NamedType {
    fileprivate var sorted: NamedType {
        switch self {
        case .scalar: return self
        case .object(var type):
            type.interfaces.sort(by: naturallyPrecedes)
            type.fields = type.fields.sorted
            return .object(type)
        case .interface(var type):
            type.interfaces.sort(by: naturallyPrecedes)
            type.fields = type.fields.sorted
            return .interface(type)
        case .union(var type):
            type.members.sort(by: naturallyPrecedes)
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
    fileprivate var sorted: Members { Members(sorted { naturallyPrecedes($0.name, $1.name) }) }
}

extension Members<FieldDefinition> {
    fileprivate var sorted: Members {
        Members(
            map { field in
                var field = field
                field.arguments = field.arguments.sorted
                return field
            }.sorted { naturallyPrecedes($0.name, $1.name) })
    }
}

/// Whether one name comes before another, runs of digits compared as numbers: `a2` before `a10`.
private func naturallyPrecedes(_ left: String, _ right: String) -> Bool {
    var a = left.utf8[...], b = right.utf8[...]
    while let x = a.first, let y = b.first {
        if x.isDigit && y.isDigit {
            let m = a.prefix { $0.isDigit }, n = b.prefix { $0.isDigit }
            let p = m.drop { $0 == UInt8(ascii: "0") }, q = n.drop { $0 == UInt8(ascii: "0") }
            if p.count != q.count { return p.count < q.count }
            if !p.elementsEqual(q) { return p.lexicographicallyPrecedes(q) }
            a = a.dropFirst(m.count)
            b = b.dropFirst(n.count)
        } else {
            if x != y { return x < y }
            a = a.dropFirst()
            b = b.dropFirst()
        }
    }
    return a.isEmpty && !b.isEmpty
}

extension UInt8 {
    fileprivate var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
}
