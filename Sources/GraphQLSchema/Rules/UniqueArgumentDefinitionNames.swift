import GraphQLLanguage

extension SDLRules {
    /// Each argument of a field or directive is defined once.
    static func uniqueArgumentDefinitionNames(_ context: inout SDLContext) {
        for node in context.directiveNodes { check(node.arguments, of: "@\(node.name.value)", &context) }
        for (node, _) in context.typeNodes {
            switch node.kind {
            case .object(_, let fields), .interface(_, let fields):
                for field in fields { check(field.arguments, of: "\(node.name.value).\(field.name.value)", &context) }
            case .scalar, .union, .enum, .inputObject: break
            }
        }
    }

    private static func check(_ arguments: [InputValueDefinitionNode], of owner: String, _ context: inout SDLContext) {
        let places = Dictionary(grouping: arguments.map(\.name), by: \.value)
        for (name, places) in places where places.count > 1 {
            context.report("Argument \"\(owner)(\(name):)\" can only be defined once.", at: places.map(\.offset))
        }
    }
}
