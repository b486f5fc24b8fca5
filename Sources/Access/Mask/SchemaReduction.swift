import GraphQLLanguage
import GraphQLSchema

/// A place in a schema that a rule may keep out.
enum MaskedCoordinate {
    case type(String)
    /// A field of an object, interface or input object, or a value of an enum.
    case field(type: String, field: String)
}

/// Takes out of a schema what a rule does not admit, and then everything that nothing leads to any more.
///
/// A field goes with its type or with that of an argument it needs, a type with its last field, value or member, an argument with its
/// type. What is left is a valid schema again.
struct SchemaReduction {
    private let schema: Schema
    private let admits: (MaskedCoordinate) -> Bool

    init(of schema: Schema, admitting admits: @escaping (MaskedCoordinate) -> Bool) {
        self.schema = schema
        self.admits = admits
    }

    func reduced() -> Schema {
        var types: [String: NamedType] = [:]
        for type in schema.types where isKept(type.name) {
            types[type.name] = type
        }
        // Each round may empty a type, which takes out what leads to it in the next.
        while true {
            let before = types
            for (name, type) in before {
                types[name] = trimmed(type, keeping: before)
            }
            if types.count == before.count && !changedMembers(before, types) { break }
        }
        let reachable = reachableNames(in: types)
        return Schema(
            description: schema.description,
            queryType: schema.queryType.flatMap { types[$0] == nil ? nil : $0 },
            mutationType: schema.mutationType.flatMap { types[$0] == nil ? nil : $0 },
            subscriptionType: schema.subscriptionType.flatMap { types[$0] == nil ? nil : $0 },
            types: schema.types.compactMap { reachable.contains($0.name) ? types[$0.name] : nil },
            directives: schema.directives)
    }

    private func isKept(_ name: String) -> Bool {
        name.hasPrefix("__") || admits(.type(name))
    }

    /// The type without the parts that are not admitted or whose types are gone; nil when nothing is left of it.
    private func trimmed(_ type: NamedType, keeping types: [String: NamedType]) -> NamedType? {
        switch type {
        case .scalar:
            return type
        case .enum(var enumeration):
            enumeration.values = Members(
                enumeration.values.filter { admits(.field(type: enumeration.name, field: $0.name)) })
            return enumeration.values.isEmpty ? nil : .enum(enumeration)
        case .object(var object):
            object.fields = kept(object.fields, of: object.name, in: types)
            object.interfaces = object.interfaces.filter { types[$0] != nil }
            return object.fields.isEmpty ? nil : .object(object)
        case .interface(var interface):
            interface.fields = kept(interface.fields, of: interface.name, in: types)
            interface.interfaces = interface.interfaces.filter { types[$0] != nil }
            return interface.fields.isEmpty ? nil : .interface(interface)
        case .union(var union):
            union.members = union.members.filter { types[$0] != nil }
            return union.members.isEmpty ? nil : .union(union)
        case .inputObject(var input):
            input.fields = Members(
                input.fields.filter { types[$0.type.innermost] != nil && admits(.field(type: input.name, field: $0.name)) })
            return input.fields.isEmpty ? nil : .inputObject(input)
        }
    }

    private func kept(
        _ fields: Members<FieldDefinition>, of type: String, in types: [String: NamedType]
    ) -> Members<FieldDefinition> {
        Members(
            fields.compactMap { field in
                guard types[field.type.innermost] != nil, admits(.field(type: type, field: field.name)) else { return nil }
                guard field.arguments.allSatisfy({ !$0.isRequired || types[$0.type.innermost] != nil }) else { return nil }
                let arguments = field.arguments.filter { types[$0.type.innermost] != nil }
                return arguments.count == field.arguments.count ? field : field.with(arguments: Members(arguments))
            })
    }

    private func changedMembers(_ before: [String: NamedType], _ after: [String: NamedType]) -> Bool {
        before.contains { name, type in memberCount(type) != after[name].map(memberCount) }
    }

    private func memberCount(_ type: NamedType) -> Int {
        switch type {
        case .scalar: 0
        case .enum(let enumeration): enumeration.values.count
        case .object(let object): object.fields.count + object.interfaces.count + object.fields.reduce(0) { $0 + $1.arguments.count }
        case .interface(let interface):
            interface.fields.count + interface.interfaces.count + interface.fields.reduce(0) { $0 + $1.arguments.count }
        case .union(let union): union.members.count
        case .inputObject(let input): input.fields.count
        }
    }

    /// Names of the types that the roots and directives lead to, with the built-in ones.
    private func reachableNames(in types: [String: NamedType]) -> Set<String> {
        var reached: Set<String> = []
        var waiting = [schema.queryType, schema.mutationType, schema.subscriptionType].compactMap(\.self)
        waiting += schema.directives.flatMap { $0.arguments.map(\.type.innermost) }
        waiting += types.keys.filter { $0.hasPrefix("__") }
        waiting += BuiltIns.scalars.map(\.name)
        while let name = waiting.popLast() {
            guard let type = types[name], reached.insert(name).inserted else { continue }
            switch type {
            case .scalar, .enum: break
            case .object(let object):
                waiting += object.interfaces + leads(of: object.fields)
            case .interface(let interface):
                waiting += interface.interfaces + leads(of: interface.fields) + schema.possibleTypes(of: name)
            case .union(let union): waiting += union.members
            case .inputObject(let input): waiting += input.fields.map(\.type.innermost)
            }
        }
        return reached
    }

    private func leads(of fields: Members<FieldDefinition>) -> [String] {
        fields.flatMap { [$0.type.innermost] + $0.arguments.map(\.type.innermost) }
    }
}
