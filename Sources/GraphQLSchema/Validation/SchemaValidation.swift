import GraphQLLanguage

/// What the rules on types look at, and where they report to.
struct SchemaValidation {
    let schema: Schema
    let places: SchemaPlaces
    private(set) var errors: [GraphQLError] = []

    init(_ built: BuiltSchema) {
        schema = built.schema
        places = SchemaPlaces(built.documents)
    }

    /// The types that are not built in.
    var ownTypes: [NamedType] { schema.types.filter { !BuiltIns.isBuiltIn(type: $0.name) } }

    mutating func report(_ message: String, at locations: [SourceLocation]) {
        errors.append(GraphQLError(.validation, message, locations: locations))
    }

    /// Names that begin with two underscores belong to introspection.
    mutating func checkName(_ name: String, at locations: (SchemaPlaces) -> [SourceLocation]) {
        if name.hasPrefix("__") {
            report("Name \"\(name)\" must not begin with \"__\", which is reserved by GraphQL introspection.", at: locations(places))
        }
    }

    func isInput(_ type: TypeReference) -> Bool { schema.type(named: type.innermost)?.isInput == true }

    func isOutput(_ type: TypeReference) -> Bool { schema.type(named: type.innermost)?.isOutput == true }

    /// What holds for arguments and input fields alike. `noun` is what a message calls it.
    mutating func checkInput(_ value: InputValueDefinition, of owner: InputOwner, noun: String) {
        let node = places.node(of: value.name, in: owner)
        checkName(value.name) { _ in node.places { $0.offset } }
        if !isInput(value.type) {
            // A directive's argument is shown as a whole, as in the reference implementation.
            let place = if case .directive = owner { node.places { $0.offset } } else { node.places { $0.type.offset } }
            report("The type of \(owner.coordinate(value.name)) must be Input Type but got: \(value.type).", at: place)
        }
        if value.isRequired, value.deprecationReason != nil {
            report(
                "Required \(noun) \(owner.coordinate(value.name)) cannot be deprecated.",
                at: node.places { $0.directives.first { $0.name.value == "deprecated" }?.offset } + node.places { $0.type.offset })
        }
    }
}

/// What an argument or input field belongs to.
enum InputOwner {
    case directive(String)
    case field(type: String, field: String)
    case inputObject(String)

    /// The coordinate of the argument or input field of that name.
    func coordinate(_ name: String) -> String {
        switch self {
        case .directive(let directive): "@\(directive)(\(name):)"
        case .field(let type, let field): "\(type).\(field)(\(name):)"
        case .inputObject(let type): "\(type).\(name)"
        }
    }
}
