import GraphQLLanguage

/// The arguments of one directive, after they were checked: texts by name.
struct DirectiveArguments {
    var texts: [String: [String]] = [:]

    func text(_ name: String) -> String? { texts[name]?.first }
    func list(_ name: String) -> [String] { texts[name] ?? [] }
}

extension Annotations {
    /// Takes in a directive that its rule allows.
    mutating func apply(_ directive: String, _ arguments: DirectiveArguments, at location: SourceLocation) {
        switch directive {
        case "graph":
            graph = GraphNote(type: arguments.text("type"), field: arguments.text("field"), list: arguments.text("list"))
        case "scope":
            readScope = arguments.text("read")
            writeScope = arguments.text("write")
        case "visible":
            roles = Set(Role.allCases.filter { arguments.list("to").contains($0.directiveName) })
        case "name":
            name = arguments.text("as")
            forwardName = arguments.text("forward")
            backwardName = arguments.text("backward")
        case "hidden":
            hidden =
                switch arguments.text("side") {
                case "FORWARD": .forward
                case "BACKWARD": .backward
                default: .whole
                }
        case "filter":
            opensFilter = true
        case "order" where arguments.list("by").isEmpty:
            opensOrder = true
        case "order":
            order = Located(value: arguments.list("by"), location: location)
        case "deprecated":
            deprecation = arguments.text("reason") ?? "No longer supported"
        case "enum":
            enumName = arguments.text("name")
        case "public":
            isPublic = true
        case "aggregate":
            let names = arguments.list("to")
            aggregateAccess = Guard(
                roles: names.isEmpty ? Set(Role.allCases) : Set(Role.allCases.filter { names.contains($0.directiveName) }),
                readScope: arguments.text("scope"))
        case "groupBy":
            isGroupKey = true
        case "key":
            key = Located(value: arguments.list("columns"), location: location)
        default:
            applyRelation(directive, arguments, at: location)
        }
    }

    private mutating func applyRelation(_ directive: String, _ arguments: DirectiveArguments, at location: SourceLocation) {
        switch directive {
        case "counter":
            counter = arguments.text("column").map { Located(value: $0, location: location) }
        case "union":
            let note = UnionNote(
                name: arguments.text("name") ?? "", field: arguments.text("field") ?? "", columns: arguments.list("of"))
            unions.append(Located(value: note, location: location))
        case "through":
            let note = ThroughNote(from: arguments.text("from") ?? "", to: arguments.text("to") ?? "", field: arguments.text("field"))
            throughs.append(Located(value: note, location: location))
        case "reference":
            let note = ReferenceNote(
                columns: arguments.list("columns"), table: arguments.text("table") ?? "", targetColumns: arguments.list("to"),
                forward: arguments.text("forward"), backward: arguments.text("backward"))
            references.append(Located(value: note, location: location))
        default:
            break
        }
    }
}
