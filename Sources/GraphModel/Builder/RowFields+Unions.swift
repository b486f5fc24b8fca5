import GraphQLLanguage
import GraphQLSchema

extension RowFields {
    /// The arms of a table's unions, one column each, each as a field of its own: the graph shows them together, filters may speak of one.
    func arms(of table: TableDraft) -> [FieldDraft] {
        links.filter { $0.source == table.id && !$0.isForwardHidden && isArm($0, of: table) }.map { arm in
            FieldDraft(
                name: arm.forwardName, type: .named(tables[arm.target].names.type),
                binding: .reference(Reference(target: arm.target, pairs: arm.pairs, isOptional: true)),
                access: arm.columns.first.flatMap { table.columns[$0].notes.access }, links: [arm],
                deprecation: tables[arm.target].notes.deprecation, object: arm.object)
        }
    }

    func isArm(_ link: Link, of table: TableDraft) -> Bool {
        let names = link.columns.map { table.columns[$0].source.name }
        return table.notes.unions.contains { names.count == 1 && $0.value.columns.contains(names[0]) }
    }

    mutating func addUnions(of table: TableDraft) {
        for union in table.notes.unions {
            let arms = union.value.columns.compactMap { name in
                links.first { $0.source == table.id && $0.columns.map { table.columns[$0].source.name } == [name] }
            }
            guard arms.count == union.value.columns.count else {
                problems.append(
                    GraphProblem(
                        .foreignKeyUnknown, on: table.object, at: union.location,
                        "Each of \(union.value.columns.joined(separator: ", ")) must be a foreign key of its own to a table in the graph.",
                        remedy: "Name the columns of such foreign keys in of:."))
                continue
            }
            let targets = arms.map(\.target)
            let draft = UnionDraft(name: union.value.name, members: targets, object: table.object)
            if let other = unions[draft.name], Set(other.members) != Set(targets) {
                problems.append(
                    GraphProblem(
                        .typeNameTaken, on: table.object, at: union.location,
                        "\(other.object) has a union \(draft.name) with other members.",
                        remedy: "Give one of them another name."))
                continue
            }
            unions[draft.name] = unions[draft.name] ?? draft
            let references = arms.map { Reference(target: $0.target, pairs: $0.pairs, isOptional: true) }
            let field = FieldDraft(
                name: union.value.field, type: .named(draft.name),
                binding: .exclusiveReference(ExclusiveReference(unionName: draft.name, arms: references)),
                access: access(armGuards(arms, of: table), table.object), object: table.object)
            add(field, to: table.id)
        }
    }

    /// The guards of the arms' columns that ask for more than the types they lead to: whoever has not the type has not the arm anyway.
    func armGuards(_ arms: [Link], of table: TableDraft) -> [Guard?] {
        arms.flatMap { arm in
            arm.columns.map { column -> Guard? in
                let type = tables[arm.target].notes.access ?? Guard()
                guard let own = table.columns[column].notes.access else { return nil }
                let isCovered = type.roles.isSubset(of: own.roles) && (own.readScope == nil || own.readScope == type.readScope)
                return isCovered ? nil : own
            }
        }
    }
}

/// A union of tables on its way.
struct UnionDraft {
    let name: String
    let members: [Table.ID]
    let object: String
}
