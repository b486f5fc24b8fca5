import GraphQLLanguage

extension SchemaValidator {
    /// Filling in default values ends: no default contains an object whose defaults lead back to it (§3.10).
    static func acyclicDefaultValues(_ validation: inout SchemaValidation) {
        var search = DefaultCycleSearch()
        for case .inputObject(let type) in validation.schema.types { search.visit(.object([]), of: type, &validation) }
    }
}

/// A depth-first search along the fields that a value leaves to their defaults.
private struct DefaultCycleSearch {
    private var visited: Set<String> = []
    private var path: [(type: String, field: String)] = []

    mutating func visit(_ value: ConstValue, of type: InputObjectType, _ validation: inout SchemaValidation) {
        switch value {
        case .list(let items): for item in items { visit(item, of: type, &validation) }
        case .object:
            for field in type.fields {
                guard case .inputObject(let inner)? = validation.schema.type(named: field.type.innermost) else { continue }
                if let given = value[field.name] {
                    visit(given, of: inner, &validation)
                } else if let value = field.defaultValue {
                    visit(default: value, of: field.name, in: type.name, inner, &validation)
                }
            }
        default: break
        }
    }

    private mutating func visit(
        default value: ConstValue, of field: String, in type: String, _ inner: InputObjectType, _ validation: inout SchemaValidation
    ) {
        if let start = path.firstIndex(where: { $0.type == type && $0.field == field }) {
            let rest = path[(start + 1)...].map { "\($0.type).\($0.field)" }.joined(separator: ", ")
            let way = rest.isEmpty ? "" : " via the default values of: \(rest)"
            validation.report(
                "Invalid circular reference. The default value of Input Object field \(type).\(field) references itself\(way).",
                at: path[start...].flatMap {
                    validation.places.node(of: $0.field, in: .inputObject($0.type)).places { $0.defaultValue?.offset }
                })
            return
        }
        guard visited.insert("\(type).\(field)").inserted else { return }
        path.append((type, field))
        visit(value, of: inner, &validation)
        path.removeLast()
    }
}
