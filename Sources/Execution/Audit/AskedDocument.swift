import GraphQLLanguage

/// What of a document was asked, as records show it: the operation, then its fragments, as the printer writes them. Comments,
/// descriptions and operations beside it are gone: they ask nothing, and could be longer than a record.
enum AskedDocument {
    /// - Parameters:
    ///   - source: a document that was valid.
    ///   - operation: the name of the one that ran; nil when it has none, and then it is alone.
    static func text(of source: Source, operation: String?) -> String {
        let limits = ParserLimits(bytes: .max, tokens: .max, nesting: .max)
        let separated = (try? Parser.parse(source, limits: limits))?.separatedOperations() ?? []
        guard let asked = separated.first(where: { $0.name == operation ?? "" })?.definitions else { return source.text }
        let operations = asked.filter { if case .operation = $0 { true } else { false } }
        let fragments = asked.filter { if case .fragment = $0 { true } else { false } }
        return Printer.print((operations + fragments).map(\.withoutDescriptions))
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
