import GraphQLLanguage

extension SchemaValidator {
    /// There is a query root; roots are object types, each a different one (§3.3.1).
    static func rootTypes(_ validation: inout SchemaValidation) {
        let schema = validation.schema
        if schema.queryType == nil {
            let place = validation.places.schemas.first?.places { $0.offset } ?? []
            validation.report("Query root type must be provided.", at: place)
        }
        var users: [(type: String, operations: [OperationType])] = []
        for operation in OperationType.allCases {
            guard let name = schema.rootType(for: operation) else { continue }
            if let index = users.firstIndex(where: { $0.type == name }) {
                users[index].operations.append(operation)
            } else {
                users.append((name, [operation]))
            }
            if case .object? = schema.type(named: name) { continue }
            let condition = operation == .query ? "" : " if provided"
            let root = validation.places.root(operation)
            validation.report(
                "\(operation.rawValue.capitalizedASCII) root type must be Object type\(condition), it cannot be \(name).",
                at: root.isEmpty ? Array(validation.places.type(name).prefix(1)) : root)
        }
        for (type, operations) in users where operations.count > 1 {
            guard let list = Suggestions.list(operations.map(\.rawValue), joinedBy: "and") else { continue }
            validation.report(
                "All root types must be different, \"\(type)\" type is used as \(list) root types.",
                at: operations.flatMap { validation.places.root($0) })
        }
    }
}

extension String {
    fileprivate var capitalizedASCII: String { prefix(1).uppercased() + dropFirst() }
}
