import GraphQLLanguage

extension SchemaValidator {
    /// Every input object can be given a value that ends: no cycle of fields that are all required (§3.10, Circular References).
    static func finiteInputObjects(_ validation: inout SchemaValidation) {
        var search = RequiredCycleSearch()
        for case .inputObject(let type) in validation.schema.types { search.visit(type, &validation) }
    }
}

/// A depth-first search along fields that require a value of another input object.
///
/// What is left to do stands on a stack of its own: types can follow one another further than a thread's stack reaches.
private struct RequiredCycleSearch {
    private enum Step {
        /// Go where the field leads that a type of this name has.
        case follow(InputValueDefinition, of: String)
        /// All fields of the type were followed.
        case leave(String)
    }

    private var steps: [Step] = []
    private var visited: Set<String> = []
    private var path: [(type: String, field: String)] = []
    /// The length of the path where a type was entered, for the types on it.
    private var entries: [String: Int] = [:]

    mutating func visit(_ type: InputObjectType, _ validation: inout SchemaValidation) {
        enter(type)
        while let step = steps.popLast() {
            switch step {
            case .follow(let field, let type): follow(field, of: type, &validation)
            case .leave(let type):
                entries[type] = nil
                // The first type was entered from nowhere.
                _ = path.popLast()
            }
        }
    }

    private mutating func follow(_ field: InputValueDefinition, of type: String, _ validation: inout SchemaValidation) {
        guard case .nonNull(.named(let name)) = field.type, case .inputObject(let next)? = validation.schema.type(named: name)
        else { return }
        path.append((type, field.name))
        if let entry = entries[name] { report(path[entry...], of: name, &validation) } else if enter(next) { return }
        path.removeLast()
    }

    /// Whether the type was not visited before. Its fields are next then, the first of them first.
    @discardableResult private mutating func enter(_ type: InputObjectType) -> Bool {
        guard visited.insert(type.name).inserted else { return false }
        entries[type.name] = path.count
        steps.append(.leave(type.name))
        for field in type.fields.reversed() { steps.append(.follow(field, of: type.name)) }
        return true
    }

    private func report(_ cycle: ArraySlice<(type: String, field: String)>, of type: String, _ validation: inout SchemaValidation) {
        let fields = cycle.map { "\($0.type).\($0.field)" }.joined(separator: ", ")
        validation.report(
            "Input Object \(type) cannot be provided a finite value because it references itself through fields: \(fields).",
            at: cycle.flatMap { validation.places.node(of: $0.field, in: .inputObject($0.type)).places { $0.offset } })
    }
}
