import GraphQLSchema

/// The interfaces that tables share: `@interface`.
struct SharedInterfaces {
    private var interfaces: [(type: InterfaceType, guards: [String: Guard], object: String)] = []
    private var members: [String: [Table.ID]] = [:]
    private var problems: [GraphProblem] = []

    /// `sets` are the fields of the tables' object types, finished.
    init(_ tables: [TableDraft], _ sets: [FieldSet]) {
        var notes: [String: [(table: TableDraft, note: Annotations.Located<Annotations.InterfaceNote>)]] = [:]
        for table in tables {
            for note in table.notes.interfaces { notes[note.value.name, default: []].append((table, note)) }
        }
        for (name, sharing) in notes.sorted(by: { $0.key < $1.key }) {
            do throws(GraphProblem) {
                try take(name, sharing, sets)
            } catch {
                problems.append(error)
            }
        }
    }

    /// The interfaces of a table's object type, beside `Node`.
    func names(of table: TableDraft) -> [String] { members.filter { $0.value.contains(table.id) }.keys.sorted() }

    func add(to parts: inout GraphParts) {
        parts.problems += problems
        for interface in interfaces {
            parts.add(.interface(interface.type), .interface, object: interface.object)
            for (field, access) in interface.guards { parts.guardField(field, on: interface.type.name, access) }
        }
    }

    private mutating func take(
        _ name: String, _ sharing: [(table: TableDraft, note: Annotations.Located<Annotations.InterfaceNote>)], _ sets: [FieldSet]
    ) throws(GraphProblem) {
        var wanted: [String] = []
        for field in sharing.flatMap(\.note.value.fields) where !wanted.contains(field) && field != "id" { wanted.append(field) }
        guard !wanted.isEmpty else {
            throw GraphProblem(
                .interfaceField, on: sharing[0].table.object, at: sharing[0].note.location, "The interface \(name) has no fields.",
                remedy: "Name them with fields: on one of its tables.")
        }
        var fields = [FieldDefinition(name: "id", description: "The global id.", type: .nonNull(.named("ID")))]
        var guards: [String: Guard] = [:]
        for field in wanted {
            var drafts: [FieldDraft] = []
            for (table, note) in sharing {
                guard let draft = sets[table.id].fields.first(where: { $0.name == field }) else {
                    throw GraphProblem(
                        .interfaceField, on: table.object, at: note.location, "\(table.names.type) has no field \(field), as \(name) asks.",
                        remedy: "Give a column or relation that name with @name, or leave the field out of the interface.")
                }
                guard drafts.isEmpty || drafts[0].agrees(with: draft) else {
                    throw GraphProblem(
                        .interfaceField, on: table.object, at: note.location,
                        "\(table.names.type).\(field) is \(draft.type), and \(drafts[0].type) on \(sharing[0].table.names.type).",
                        remedy: "Leave the field out of the interface, or make the types of both the same.")
                }
                drafts.append(draft)
            }
            // Null where one of them may be null.
            var shared = drafts[0]
            if let nullable = drafts.first(where: { !$0.type.isNonNull }) { shared.type = nullable.type }
            fields.append(shared.definition)
            // A field that somebody has not on one of the types is none that the interface can promise them.
            guards[field] = try Guard.all(of: drafts.map(\.access), for: sharing[0].table.object)
        }
        let description = sharing.lazy.compactMap(\.note.value.description).first
        interfaces.append(
            (
                InterfaceType(name: name, description: description, interfaces: ["Node"], fields: Members(fields)), guards,
                sharing[0].table.object
            ))
        members[name] = sharing.map(\.table.id)
    }
}

extension FieldDraft {
    /// Whether an interface may have both: the same type but for whether it is null, and the same arguments.
    fileprivate func agrees(with other: FieldDraft) -> Bool {
        type.nullable == other.type.nullable && arguments.map(\.name) == other.arguments.map(\.name)
            && arguments.map(\.type) == other.arguments.map(\.type)
    }
}
