import GraphQLLanguage

/// §5.4.2: a field or directive is given each argument once.
enum UniqueArgumentNames {
    static func check(_ arguments: [Argument], _ context: inout ValidationContext) {
        for (name, offsets) in duplicates(of: arguments.lazy.map(\.name)) {
            context.report("There can be only one argument named \"\(name)\".", at: offsets)
        }
    }
}
