import GraphQLSchema

/// The finished parts of a graph, as they come together.
struct GraphParts {
    private(set) var types: [NamedType] = []
    private(set) var typeBindings: [String: TypeBinding] = [:]
    private(set) var fieldBindings: [String: [String: FieldBinding]] = [:]
    private(set) var inputBindings: [String: [String: InputBinding]] = [:]
    private(set) var typeGuards: [String: Guard] = [:]
    private(set) var fieldGuards: [String: [String: Guard]] = [:]
    var problems: [GraphProblem] = []
    private var owners: [String: String] = [:]

    /// Adds a type; `object` is what of the catalog it comes from.
    mutating func add(_ type: NamedType, _ binding: TypeBinding? = nil, access: Guard? = nil, object: String) {
        if BuiltIns.isBuiltIn(type: type.name) || owners[type.name] != nil {
            problems.append(
                GraphProblem(
                    .typeNameTaken, on: object, "The type \(type.name) is there already, from \(owners[type.name] ?? "GraphQL itself").",
                    remedy: "Give this one another name, with @graph(type:) on a table or @enum(name:) on a column or type."))
            return
        }
        owners[type.name] = object
        types.append(type)
        typeBindings[type.name] = binding
        typeGuards[type.name] = access
    }

    /// Adds an object type made of drafts, with what each field is bound to.
    mutating func add(
        _ set: FieldSet, _ binding: TypeBinding? = nil, interfaces: [String] = [], description: String?, access: Guard? = nil,
        object: String
    ) {
        let fields = Members(set.fields.map(\.definition))
        add(
            .object(ObjectType(name: set.type, description: description, interfaces: interfaces, fields: fields)), binding, access: access,
            object: object)
        for field in set.fields { bind(field.name, on: set.type, to: field.binding, access: field.access) }
    }

    /// Adds a field to a set; one whose name is taken is a problem.
    mutating func add(_ field: FieldDraft, to set: inout FieldSet) {
        do throws(GraphProblem) {
            try set.add(field)
        } catch {
            problems.append(error)
        }
    }

    mutating func bind(_ field: String, on type: String, to binding: FieldBinding, access: Guard? = nil) {
        fieldBindings[type, default: [:]][field] = binding
        guardField(field, on: type, access)
    }

    /// Binds a field of an input object, or a value of an enum, which is guarded like the field that shows what it speaks of.
    mutating func bind(input field: String, on type: String, to binding: InputBinding, access: Guard?) {
        inputBindings[type, default: [:]][field] = binding
        guardField(field, on: type, access)
    }

    /// Keeps who has a field, where that is fewer than have its type.
    mutating func guardField(_ field: String, on type: String, _ access: Guard?) {
        if let access { fieldGuards[type, default: [:]][field] = access }
    }
}
