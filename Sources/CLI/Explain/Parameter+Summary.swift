import GraphQLSchema
import Planning

extension Parameter.Source {
    /// Where a parameter's value comes from, in a few words.
    var summary: String {
        switch self {
        case .tenant: "the viewer's tenant"
        case .viewer(.buyer): "the viewer, a buyer"
        case .viewer(.merchant): "the merchant that the viewer acts for"
        case .viewer(.merchants): "the merchants that the viewer acts for"
        case .viewerLimit(let kind): "each \(kind) that the viewer's token is limited to"
        case .argument(let source, _): source.summary
        case .arguments(let source, _): "list: \(source.summary)"
        case .prefixEnd(let source): "what comes after all that begins with \(source.summary)"
        case .pageLimit(let size, let probe): probe == 0 ? size.argument : "\(size.argument) + \(probe)"
        case .globalID(let source, let typeName, let part): "key \(part + 1) of the \(typeName) id in \(source.summary)"
        case .idArgument(let source, _, let typeName): "key of each \(typeName) id in \(source.summary)"
        case .rows(let source, _, _): "rows in \(source.summary)"
        case .globalIDs(let source, let typeName, let part): "key \(part + 1) of each \(typeName) id in \(source.summary)"
        case .cursor(let source, _, let part): "key \(part + 1) of the cursor in \(source.summary)"
        }
    }
}

extension ArgumentSource {
    fileprivate var summary: String {
        switch self {
        case .constant(let value, _): "\(value)"
        case .variable(let name, let path, _):
            path.reduce("$\(name)") { text, step in
                switch step {
                case .field(let field): "\(text).\(field)"
                case .index(let index): "\(text)[\(index)]"
                }
            }
        case .object, .list: "the argument"
        }
    }
}
