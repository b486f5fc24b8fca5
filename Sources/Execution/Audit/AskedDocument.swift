import GraphQLLanguage

/// What of a document was asked, as records show it: the operation, then its fragments, as the printer writes them. Comments,
/// descriptions and operations beside it are gone: they ask nothing, and could be longer than a record.
enum AskedDocument {
    /// - Parameters:
    ///   - source: a document that was valid.
    ///   - operation: the name of the one that ran; nil when it has none, and then it is alone.
    static func text(of source: Source, operation: String?) -> String {
        let limits = ParserLimits(bytes: .max, tokens: .max, nesting: .max)
        guard let document = try? Parser.parse(source, limits: limits),
            let asked = document.operations.first(where: { $0.name?.value == operation })
        else { return source.text }
        let definitions = [.operation(asked)] + document.fragments(neededBy: asked).map(Definition.fragment)
        return Printer.print(definitions.map(\.withoutDescriptions))
    }
}

extension Definition {
    fileprivate var withoutDescriptions: Definition {
        switch self {
        case .operation(var operation):
            operation.description = nil
            for index in operation.variables.indices { operation.variables[index].description = nil }
            return .operation(operation)
        case .fragment(var fragment):
            fragment.description = nil
            return .fragment(fragment)
        default: return self
        }
    }
}
