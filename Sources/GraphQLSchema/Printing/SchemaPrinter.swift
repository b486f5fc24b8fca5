import GraphQLLanguage

/// Prints a schema as SDL in normal form.
///
/// What is built in is left out. Of applied directives only `@deprecated`, `@specifiedBy` and `@oneOf` are shown: the ones that a schema keeps.
package enum SchemaPrinter {
    /// The schema as SDL text without a final newline, definitions in their order.
    package static func print(_ schema: Schema) -> String {
        var parts: [String] = []
        if let definition = definition(of: schema) { parts.append(definition) }
        parts += schema.directives.filter { !isBuiltIn($0) }.map(print)
        parts += schema.types.filter { !isBuiltIn($0) }.map(print)
        return parts.joined(separator: "\n\n")
    }

    /// A type of another kind that is called as a built-in scalar stands in its place, and is printed.
    private static func isBuiltIn(_ type: NamedType) -> Bool {
        guard BuiltIns.isBuiltIn(type: type.name) else { return false }
        if case .scalar = type { return true }
        return type.name.hasPrefix("__")
    }

    private static func isBuiltIn(_ directive: DirectiveDefinition) -> Bool {
        BuiltIns.directives[directive.name] != nil
    }

    /// The `schema` definition; nil where it has nothing to say that names do not say already: every type that is called as roots are by
    /// default is one, and no other type is (§3.3.1).
    private static func definition(of schema: Schema) -> String? {
        let roots = OperationType.allCases.compactMap { operation in
            schema.rootType(for: operation).map { (operation: operation.rawValue, type: $0) }
        }
        let isUsual = OperationType.allCases.allSatisfy { operation in
            let usual = operation.usualRootType
            return schema.rootType(for: operation).map { $0 == usual } ?? (schema.type(named: usual) == nil)
        }
        if roots.isEmpty || schema.description == nil && isUsual { return nil }
        return description(schema.description) + "schema" + block(roots.map { "  \($0.operation): \($0.type)" })
    }

    /// One type definition.
    package static func print(_ type: NamedType) -> String {
        let description = description(type.description)
        switch type {
        case .scalar(let scalar):
            let url = scalar.specifiedByURL.map { " @specifiedBy(url: \(StringLiteral.print($0)))" } ?? ""
            return "\(description)scalar \(scalar.name)\(url)"
        case .object(let object):
            return "\(description)type \(object.name)\(implements(object.interfaces))\(fields(object.fields))"
        case .interface(let interface):
            return "\(description)interface \(interface.name)\(implements(interface.interfaces))\(fields(interface.fields))"
        case .union(let union):
            let members = union.members.isEmpty ? "" : " = " + union.members.joined(separator: " | ")
            return "\(description)union \(union.name)\(members)"
        case .enum(let type):
            let values = type.values.enumerated().map { index, value in
                self.description(value.description, indent: "  ", isFirst: index == 0) + "  \(value.name)"
                    + deprecated(value.deprecationReason)
            }
            return "\(description)enum \(type.name)\(block(values))"
        case .inputObject(let input):
            let fields = input.fields.enumerated().map { index, field in
                self.description(field.description, indent: "  ", isFirst: index == 0) + "  " + inputValue(field)
            }
            return "\(description)input \(input.name)\(input.isOneOf ? " @oneOf" : "")\(block(fields))"
        }
    }

    /// One directive definition.
    package static func print(_ directive: DirectiveDefinition) -> String {
        description(directive.description) + "directive @\(directive.name)" + arguments(directive.arguments, indent: "")
            + (directive.isRepeatable ? " repeatable" : "") + " on " + directive.locations.map(\.rawValue).joined(separator: " | ")
    }
}
