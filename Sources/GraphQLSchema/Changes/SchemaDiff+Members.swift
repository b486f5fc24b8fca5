extension SchemaDiff {
    mutating func compareFields(_ old: NamedType, _ new: NamedType) {
        let fields = Difference(Array(old.fields ?? []), Array(new.fields ?? []))
        for field in fields.removed { add(.fieldRemoved, "Field \(old.name).\(field.name) was removed.") }
        for field in fields.added { add(.fieldAdded, "Field \(old.name).\(field.name) was added.") }
        for (before, after) in fields.kept {
            let name = "\(old.name).\(before.name)"
            compareArguments(of: name, before.arguments, after.arguments)
            if before.type != after.type {
                let isSafe = Self.isSafe(output: before.type, after.type)
                add(
                    isSafe ? .fieldChangedSafely : .fieldChangedKind, "Field \(name) changed type from \(before.type) to \(after.type).")
            }
            compareDescriptions(before.description, after.description, of: name)
            compareDeprecations(before.deprecationReason, after.deprecationReason, of: name)
        }
    }

    mutating func compare(_ old: InputObjectType, _ new: InputObjectType) {
        if new.isOneOf && !old.isOneOf { add(.oneOfAdded, "\(old.name) takes exactly one of its fields now.") }
        if old.isOneOf && !new.isOneOf { add(.oneOfRemoved, "\(old.name) no longer takes exactly one of its fields.") }
        let fields = Difference(Array(old.fields), Array(new.fields))
        for field in fields.added {
            field.isRequired
                ? add(.requiredInputFieldAdded, "A required field \(old.name).\(field.name) was added.")
                : add(.optionalInputFieldAdded, "An optional field \(old.name).\(field.name) was added.")
        }
        for field in fields.removed { add(.fieldRemoved, "Field \(old.name).\(field.name) was removed.") }
        for (before, after) in fields.kept {
            let name = "\(old.name).\(before.name)"
            if !Self.isSafe(input: before.type, after.type) {
                add(.fieldChangedKind, "Field \(name) changed type from \(before.type) to \(after.type).")
            } else {
                if before.type != after.type {
                    add(.fieldChangedSafely, "Field \(name) changed type from \(before.type) to \(after.type).")
                }
                compareDefaults(before, after, of: name, changed: .inputFieldDefaultChanged, added: .inputFieldDefaultAdded)
            }
            compareDescriptions(before.description, after.description, of: name)
            compareDeprecations(before.deprecationReason, after.deprecationReason, of: name)
        }
    }

    private mutating func compareArguments(
        of field: String, _ old: Members<InputValueDefinition>, _ new: Members<InputValueDefinition>
    ) {
        let arguments = Difference(Array(old), Array(new))
        for argument in arguments.removed { add(.argumentRemoved, "Argument \(field)(\(argument.name):) was removed.") }
        for (before, after) in arguments.kept { compareArgument("\(field)(\(before.name):)", before, after) }
        for argument in arguments.added {
            argument.isRequired
                ? add(.requiredArgumentAdded, "A required argument \(field)(\(argument.name):) was added.")
                : add(.optionalArgumentAdded, "An optional argument \(field)(\(argument.name):) was added.")
        }
    }

    mutating func compareArgument(_ name: String, _ old: InputValueDefinition, _ new: InputValueDefinition) {
        if !Self.isSafe(input: old.type, new.type) {
            add(.argumentChangedKind, "Argument \(name) has changed type from \(old.type) to \(new.type).")
        } else {
            if old.type != new.type {
                add(.argumentChangedSafely, "Argument \(name) has changed type from \(old.type) to \(new.type).")
            }
            compareDefaults(old, new, of: name, changed: .argumentDefaultChanged, added: .argumentDefaultAdded)
        }
        compareDescriptions(old.description, new.description, of: name)
        compareDeprecations(old.deprecationReason, new.deprecationReason, of: name)
    }

    private mutating func compareDefaults(
        _ old: InputValueDefinition, _ new: InputValueDefinition, of name: String, changed: SchemaChange.Kind, added: SchemaChange.Kind
    ) {
        switch (old.defaultValue?.sorted, new.defaultValue?.sorted) {
        case (nil, nil): break
        case (nil, let after?): add(added, "\(name) added a defaultValue \(after).")
        case (_?, nil): add(changed, "\(name) defaultValue was removed.")
        case (let before?, let after?):
            if before != after { add(changed, "\(name) has changed defaultValue from \(before) to \(after).") }
        }
    }

    /// Whether clients that read the old type can read the new one.
    private static func isSafe(output old: TypeReference, _ new: TypeReference) -> Bool {
        switch (old, new) {
        case (.nonNull(let old), .nonNull(let new)): isSafe(output: old, new)
        case (.nonNull, _): false
        case (_, .nonNull(let new)): isSafe(output: old, new)
        case (.list(let old), .list(let new)): isSafe(output: old, new)
        case (.named(let old), .named(let new)): old == new
        default: false
        }
    }

    /// Whether what clients sent for the old type will do for the new one.
    private static func isSafe(input old: TypeReference, _ new: TypeReference) -> Bool {
        switch (old, new) {
        case (.nonNull(let old), .nonNull(let new)): isSafe(input: old, new)
        case (.nonNull(let old), _): isSafe(input: old, new)
        case (.list(let old), .list(let new)): isSafe(input: old, new)
        case (.named(let old), .named(let new)): old == new
        default: false
        }
    }
}

extension ConstValue {
    /// The same value with the fields of all its objects in the order of their names.
    fileprivate var sorted: ConstValue {
        switch self {
        case .list(let items): .list(items.map(\.sorted))
        case .object(let fields): .object(fields.map { ($0.name, $0.value.sorted) }.sorted { $0.name < $1.name })
        default: self
        }
    }
}
