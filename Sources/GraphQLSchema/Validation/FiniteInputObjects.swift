import GraphQLLanguage

extension SchemaValidator {
    /// Every input object can be given a value that ends: no cycle of fields that are all required (§3.10, Circular References).
    static func finiteInputObjects(_ validation: inout SchemaValidation) {
        var search = RequiredCycleSearch()
        for case .inputObject(let type) in validation.schema.types { search.visit(type, &validation) }
    }
}

/// A depth-first search along fields that require a value of another input object.
private struct RequiredCycleSearch {
    private var visited: Set<String> = []
    private var path: [(type: String, field: String)] = []
    /// The length of the path where a type was entered, for the types on it.
    private var entries: [String: Int] = [:]

    mutating func visit(_ type: InputObjectType, _ validation: inout SchemaValidation) {
        guard visited.insert(type.name).inserted else { return }
        entries[type.name] = path.count
        for field in type.fields {
            guard case .nonNull(.named(let name)) = field.type, case .inputObject(let next)? = validation.schema.type(named: name)
            else { continue }
            path.append((type.name, field.name))
            if let entry = entries[name] { report(path[entry...], of: name, &validation) } else { visit(next, &validation) }
            path.removeLast()
        }
        entries[type.name] = nil
    }

    private func report(_ cycle: ArraySlice<(type: String, field: String)>, of type: String, _ validation: inout SchemaValidation) {
        let fields = cycle.map { "\($0.type).\($0.field)" }.joined(separator: ", ")
        validation.report(
            "Input Object \(type) cannot be provided a finite value because it references itself through fields: \(fields).",
            at: cycle.flatMap { validation.places.node(of: $0.field, in: .inputObject($0.type)).places { $0.offset } })
    }
}
