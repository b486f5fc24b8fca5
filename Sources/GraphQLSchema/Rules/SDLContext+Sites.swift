import GraphQLLanguage

/// A place where directives are applied.
struct DirectiveSite {
    let directives: [Directive]
    let location: DirectiveLocation
    /// Places of one definition and its extensions share this: a directive that is not repeatable goes there once.
    let owner: String?
}

extension SDLContext {
    /// Every place of the type system where directives may be applied, in order.
    var directiveSites: [DirectiveSite] {
        var sites: [DirectiveSite] = []
        func add(_ directives: [Directive], _ location: DirectiveLocation, owner: String? = nil) {
            if !directives.isEmpty { sites.append(DirectiveSite(directives: directives, location: location, owner: owner)) }
        }
        func add(_ fields: [FieldDefinitionNode]) {
            for field in fields {
                add(field.directives, .fieldDefinition)
                for argument in field.arguments { add(argument.directives, .argumentDefinition) }
            }
        }
        for definition in document.definitions {
            switch definition {
            case .schema(let node), .schemaExtension(let node): add(node.directives, .schema, owner: "")
            case .type(let node), .typeExtension(let node):
                add(node.directives, node.kind.location, owner: node.name.value)
                switch node.kind {
                case .object(_, let fields), .interface(_, let fields): add(fields)
                case .enum(let values): for value in values { add(value.directives, .enumValue) }
                case .inputObject(let fields): for field in fields { add(field.directives, .inputFieldDefinition) }
                case .scalar, .union: break
                }
            case .directive(let node): for argument in node.arguments { add(argument.directives, .argumentDefinition) }
            case .operation, .fragment: break
            }
        }
        return sites
    }

    /// Every argument and input field that the document defines, in order.
    var inputValues: [InputValueDefinitionNode] {
        var values = directiveNodes.flatMap(\.arguments)
        for (node, _) in typeNodes {
            switch node.kind {
            case .object(_, let fields), .interface(_, let fields): values += fields.flatMap(\.arguments)
            case .inputObject(let fields): values += fields
            case .scalar, .union, .enum: break
            }
        }
        return values
    }
}

extension TypeDefinitionNode.Kind {
    /// Where a directive on such a definition is.
    var location: DirectiveLocation {
        switch self {
        case .scalar: .scalar
        case .object: .object
        case .interface: .interface
        case .union: .union
        case .enum: .enum
        case .inputObject: .inputObject
        }
    }

    /// The kind in words: `input object`.
    var word: String { location.words }
}

extension DirectiveLocation {
    /// The location in words: `field definition`.
    var words: String { rawValue.lowercased().replacing("_", with: " ") }
}
