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
            graph = GraphNote(
                type: arguments.text("type"), field: arguments.text("field"), list: arguments.text("list"), on: arguments.text("on"))
            graphLocation = location
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
            enumDescription = arguments.text("description")
        case "json":
            let note = JSONNote(definitions: arguments.text("type"), reference: arguments.text("as"))
            let located = Located(value: note, location: location)
            if let column = arguments.text("column") { resultJSON[column] = located } else { json = located }
        case "public":
            isPublic = true
        case "aggregate":
            let names = arguments.list("to")
            aggregateAccess = Guard(
                roles: names.isEmpty ? Set(Role.allCases) : Set(Role.allCases.filter { names.contains($0.directiveName) }),
                readScope: arguments.text("scope"))
        case "groupBy":
            isGroupKey = true
        case "audited":
            isAudited = true
        case "error":
            errorMessage = arguments.text("message")
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
        case "interface":
            let note = InterfaceNote(
                name: arguments.text("name") ?? "", fields: arguments.list("fields"), description: arguments.text("description"))
            interfaces.append(Located(value: note, location: location))
        case "through":
            let note = ThroughNote(from: arguments.text("from") ?? "", to: arguments.text("to") ?? "", field: arguments.text("field"))
            throughs.append(Located(value: note, location: location))
        case "reference":
            let note = ReferenceNote(
                columns: arguments.list("columns"), table: arguments.text("table") ?? "", targetColumns: arguments.list("to"),
                forward: arguments.text("forward"), backward: arguments.text("backward"))
            references.append(Located(value: note, location: location))
        default:
            applyFunction(directive, arguments, at: location)
        }
    }

    private mutating func applyFunction(_ directive: String, _ arguments: DirectiveArguments, at location: SourceLocation) {
        switch directive {
        case "rows":
            let note = RowsNote(
                table: arguments.text("of") ?? "", key: arguments.list("key"), order: arguments.list("order"),
                limit: arguments.text("limit"), after: arguments.list("after"))
            rows = Located(value: note, location: location)
        case "argument":
            arguments.text("parameter").map { parts[.parameter($0)] = PartNote(arguments, at: location) }
        case "result":
            arguments.text("column").map { parts[.result($0)] = PartNote(arguments, at: location) }
        case "guards":
            let note = GuardsNote(mutation: arguments.text("mutation") ?? "", table: arguments.text("on") ?? "")
            guards.append(Located(value: note, location: location))
        case "cost":
            cost = arguments.text("rows").flatMap { Int($0) }
        case "alone":
            isAlone = true
        case "impersonal":
            isImpersonal = true
        case "definer":
            definerReason = arguments.text("reason")
        default:
            break
        }
    }
}

extension Annotations.PartNote {
    fileprivate init(_ arguments: DirectiveArguments, at location: SourceLocation) {
        self.init(
            name: arguments.text("as"), description: arguments.text("description"), id: arguments.text("id"), rows: arguments.text("rows"),
            columns: arguments.list("columns"), location: location)
    }
}
