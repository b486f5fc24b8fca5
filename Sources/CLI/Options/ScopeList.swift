import ArgumentParser

/// Scopes by their names, with commas between; an empty text is none.
struct ScopeList: ExpressibleByArgument {
    let names: [String]

    init(argument: String) { names = argument.split(separator: ",").map(String.init) }
}

extension [ScopeList] {
    /// The scopes of an option that was given, which may be none; nil where it was not given.
    var names: [String]? { isEmpty ? nil : flatMap(\.names) }
}
