import GraphQLSchema

/// A field on its way, with all that the graph keeps of it.
struct FieldDraft {
    var name: String
    var type: TypeReference
    var arguments: [InputValueDefinition] = []
    var binding: FieldBinding
    var access: Guard?
    /// What it follows, if it leads to other rows.
    var links: [Link] = []
    var description: String?
    var deprecation: String?
    /// What of the catalog it comes from, for problems.
    var object: String

    var definition: FieldDefinition {
        FieldDefinition(
            name: name, description: description, arguments: Members(arguments), type: type, deprecationReason: deprecation)
    }
}

/// The fields of one type, no two of one name.
struct FieldSet {
    let type: String
    private(set) var fields: [FieldDraft] = []
    private var owners: [String: String] = [:]

    init(type: String) {
        self.type = type
    }

    /// The fields, of each name the first.
    init(type: String, firstOfEach fields: [FieldDraft]) {
        self.init(type: type)
        for field in fields where owners[field.name] == nil {
            owners[field.name] = field.object
            self.fields.append(field)
        }
    }

    func has(_ name: String) -> Bool { owners[name] != nil }

    /// Adds a field under its name, or under the first of the other names that is free.
    /// - Throws: the problem when no name is free.
    mutating func add(_ field: FieldDraft, otherwise others: [String] = []) throws(GraphProblem) {
        guard let name = ([field.name] + others).first(where: { owners[$0] == nil }) else {
            throw GraphProblem(
                .fieldNameTaken, on: field.object, "The field \(type).\(field.name) is there already, from \(owners[field.name] ?? "").",
                remedy: "Give one of them another name with @name.")
        }
        var field = field
        field.name = name
        owners[name] = field.object
        fields.append(field)
    }
}
