package import GraphModel
import GraphQLSchema

/// What each scope opens, in the words of the comments that declare it: for whoever decides whether an app gets it.
package struct ScopeWords: Sendable {
    private let words: [String: [String]]

    package init(of graph: Graph) {
        var words: [String: [String]] = [:]
        func add(_ scope: String?, _ text: String) {
            guard let scope, words[scope]?.contains(text) != true else { return }
            words[scope, default: []].append(text)
        }
        for type in graph.schema.types {
            guard case .row? = graph.binding(ofType: type.name) else { continue }
            let own = graph.guardOfType(type.name)
            add(own?.readScope, "See: \(Self.sentence(of: type.description, else: type.name))")
            add(own?.writeScope, "Change: \(Self.sentence(of: type.description, else: type.name))")
            for field in type.fields ?? Members([]) {
                guard case .column? = graph.binding(ofField: field.name, on: type.name),
                    let further = graph.guardOfField(field.name, on: type.name)
                else { continue }
                let text = "\(type.name), \(field.name): \(Self.sentence(of: field.description, else: field.name))"
                if further.readScope != own?.readScope { add(further.readScope, "See: \(text)") }
                if further.writeScope != own?.writeScope { add(further.writeScope, "Change: \(text)") }
            }
        }
        self.words = words
    }

    /// A line for each thing that the scope opens; the scope itself when no comment says more.
    package func lines(for scope: String) -> [String] { words[scope] ?? [scope] }

    private static func sentence(of description: String?, else name: String) -> String {
        guard let description, !description.isEmpty else { return name }
        guard let end = description.firstRange(of: ". ") else { return description }
        return String(description[..<end.lowerBound]) + "."
    }
}
