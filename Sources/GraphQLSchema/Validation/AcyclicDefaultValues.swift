import GraphQLLanguage

extension SchemaValidator {
    /// Filling in default values ends: no default contains an object whose defaults lead back to it (§3.10).
    static func acyclicDefaultValues(_ validation: inout SchemaValidation) {
        var search = DefaultCycleSearch()
        for case .inputObject(let type) in validation.schema.types { search.visit(.object([]), of: type, &validation) }
    }
}

/// A depth-first search along the fields that a value leaves to their defaults.
///
/// What is left to do stands on a stack of its own: defaults can lead to one another further than a thread's stack reaches.
private struct DefaultCycleSearch {
    private struct Field: Hashable {
        let type: String
        let name: String
    }

    private enum Step {
        /// Look at what a value of the type leaves to defaults.
        case visit(ConstValue, of: InputObjectType)
        /// Look at the default of a field, whose type is `inner`.
        case visitDefault(ConstValue, of: Field, inner: InputObjectType)
        /// All that the last default on the path leads to was looked at.
        case leave
    }

    private var steps: [Step] = []
    private var visited: Set<Field> = []
    private var path: [Field] = []
    /// Where on the path a field is.
    private var positions: [Field: Int] = [:]

    mutating func visit(_ value: ConstValue, of type: InputObjectType, _ validation: inout SchemaValidation) {
        steps.append(.visit(value, of: type))
        while let step = steps.popLast() {
            switch step {
            case .visit(.list(let items), let type): for item in items.reversed() { steps.append(.visit(item, of: type)) }
            case .visit(let value, let type): follow(value, of: type, validation.schema)
            case .visitDefault(let value, let field, let inner):
                if let start = positions[field] { report(path[start...], &validation) } else { enter(field, value, of: inner) }
            case .leave: positions[path.removeLast()] = nil
            }
        }
    }

    /// Fields whose types are input objects are next, the first of them first.
    private mutating func follow(_ value: ConstValue, of type: InputObjectType, _ schema: Schema) {
        guard case .object = value else { return }
        for field in type.fields.reversed() {
            guard case .inputObject(let inner)? = schema.type(named: field.type.innermost) else { continue }
            if let given = value[field.name] {
                steps.append(.visit(given, of: inner))
            } else if let value = field.defaultValue {
                steps.append(.visitDefault(value, of: Field(type: type.name, name: field.name), inner: inner))
            }
        }
    }

    private mutating func enter(_ field: Field, _ value: ConstValue, of inner: InputObjectType) {
        guard visited.insert(field).inserted else { return }
        positions[field] = path.count
        path.append(field)
        steps += [.leave, .visit(value, of: inner)]
    }

    private func report(_ cycle: ArraySlice<Field>, _ validation: inout SchemaValidation) {
        guard let first = cycle.first else { return }
        let rest = cycle.dropFirst().map { "\($0.type).\($0.name)" }.joined(separator: ", ")
        let way = rest.isEmpty ? "" : " via the default values of: \(rest)"
        validation.report(
            "Invalid circular reference. The default value of Input Object field \(first.type).\(first.name) references itself\(way).",
            at: cycle.flatMap { validation.places.node(of: $0.name, in: .inputObject($0.type)).places { $0.defaultValue?.offset } })
    }
}
