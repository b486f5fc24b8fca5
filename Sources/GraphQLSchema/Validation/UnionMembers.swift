import GraphQLLanguage

extension SchemaValidator {
    /// Unions have members, which are object types, each once (§3.8).
    static func unionMembers(_ validation: inout SchemaValidation) {
        for case .union(let union) in validation.ownTypes {
            if union.members.isEmpty {
                validation.report(
                    "Union type \(union.name) must define one or more member types.", at: validation.places.type(union.name))
            }
            var seen: Set<String> = []
            for member in union.members {
                let places = validation.places.references(to: member, in: union.name)
                if case .object? = validation.schema.type(named: member) {
                    if !seen.insert(member).inserted {
                        validation.report("Union type \(union.name) can only include type \(member) once.", at: places)
                    }
                } else {
                    validation.report(
                        "Union type \(union.name) can only include Object types, it cannot include \(member).", at: places)
                }
            }
        }
    }
}
