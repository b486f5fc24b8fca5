import GraphQLLanguage

/// What changed from one schema to another, and what that means for operations written for the old one.
package struct SchemaDiff {
    private(set) var found: [SchemaChange] = []
    let old: Schema
    let new: Schema

    private init(_ old: Schema, _ new: Schema) {
        self.old = old
        self.new = new
    }

    /// Every change, of any severity, types first.
    package static func changes(from old: Schema, to new: Schema) -> [SchemaChange] {
        var diff = SchemaDiff(old, new)
        diff.compareRoots()
        diff.compareTypes()
        diff.compareDirectives()
        return diff.found
    }

    mutating func add(_ kind: SchemaChange.Kind, _ description: String) {
        found.append(SchemaChange(kind: kind, description: description))
    }

    private mutating func compareRoots() {
        compareDescriptions(old.description, new.description, of: "the schema")
        for operation in OperationType.allCases {
            switch (old.rootType(for: operation), new.rootType(for: operation)) {
            case (nil, nil): break
            case (nil, let after?): add(.rootTypeAdded, "The schema has a \(operation.rawValue) type now: \(after).")
            case (let before?, let after):
                // One that was removed with its type is told once.
                guard before != after, new.type(named: before) != nil else { break }
                add(
                    .rootTypeChanged,
                    "The schema's \(operation.rawValue) type is \(after.map { "\($0), no longer" } ?? "no longer") \(before).")
            }
        }
    }

    private mutating func compareTypes() {
        let types = Difference(old.types.map(NamedMember.init), new.types.map(NamedMember.init))
        for type in types.removed {
            let isStandard = BuiltIns.scalar(named: type.name) != nil
            add(
                .typeRemoved,
                isStandard ? "Standard scalar \(type.name) was removed because it is not referenced anymore." : "\(type.name) was removed.")
        }
        for type in types.added { add(.typeAdded, "\(type.name) was added.") }
        for (old, new) in types.kept { compare(old.type, new.type) }
    }

    private mutating func compare(_ old: NamedType, _ new: NamedType) {
        compareDescriptions(old.description, new.description, of: old.name)
        switch (old, new) {
        case (.scalar(let old), .scalar(let new)): compare(old, new)
        case (.enum(let old), .enum(let new)): compare(old, new)
        case (.union(let old), .union(let new)): compare(old, new)
        case (.inputObject(let old), .inputObject(let new)): compare(old, new)
        case (.object, .object), (.interface, .interface):
            compareFields(old, new)
            compareInterfaces(old, new)
        default: add(.typeChangedKind, "\(old.name) changed from \(old.kindPhrase) to \(new.kindPhrase).")
        }
    }

    private mutating func compare(_ old: ScalarType, _ new: ScalarType) {
        guard old.specifiedByURL != new.specifiedByURL else { return }
        add(.specifiedByChanged, "\(old.name) is specified by \(new.specifiedByURL ?? "nothing") now.")
    }

    private mutating func compare(_ old: EnumType, _ new: EnumType) {
        let values = Difference(Array(old.values), Array(new.values))
        for value in values.added { add(.valueAddedToEnum, "Enum value \(old.name).\(value.name) was added.") }
        for value in values.removed { add(.valueRemovedFromEnum, "Enum value \(old.name).\(value.name) was removed.") }
        for (before, after) in values.kept {
            compareDescriptions(before.description, after.description, of: "\(old.name).\(before.name)")
            compareDeprecations(before.deprecationReason, after.deprecationReason, of: "\(old.name).\(before.name)")
        }
    }

    private mutating func compare(_ old: UnionType, _ new: UnionType) {
        for member in new.members where !old.members.contains(member) {
            add(.typeAddedToUnion, "\(member) was added to union type \(old.name).")
        }
        for member in old.members where !new.members.contains(member) {
            add(.typeRemovedFromUnion, "\(member) was removed from union type \(old.name).")
        }
    }

    private mutating func compareInterfaces(_ old: NamedType, _ new: NamedType) {
        for interface in new.interfaces where !old.interfaces.contains(interface) {
            add(.implementedInterfaceAdded, "\(interface) added to interfaces implemented by \(old.name).")
        }
        for interface in old.interfaces where !new.interfaces.contains(interface) {
            add(.implementedInterfaceRemoved, "\(old.name) no longer implements interface \(interface).")
        }
    }

    mutating func compareDescriptions(_ old: String?, _ new: String?, of name: String) {
        if old != new { add(.descriptionChanged, "Description of \(name) has changed.") }
    }

    mutating func compareDeprecations(_ old: String?, _ new: String?, of name: String) {
        if old == new { return }
        let change = old == nil ? "was deprecated" : new == nil ? "is no longer deprecated" : "has another deprecation reason"
        add(.deprecationChanged, "\(name) \(change).")
    }
}

/// A type as a member of its schema.
private struct NamedMember: Member {
    let type: NamedType
    var name: String { type.name }
}

extension NamedType {
    fileprivate var kindPhrase: String {
        switch self {
        case .scalar: "a Scalar type"
        case .object: "an Object type"
        case .interface: "an Interface type"
        case .union: "a Union type"
        case .enum: "an Enum type"
        case .inputObject: "an Input type"
        }
    }
}
