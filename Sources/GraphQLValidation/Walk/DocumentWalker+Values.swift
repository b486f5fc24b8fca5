import GraphQLLanguage
import GraphQLSchema

extension DocumentWalker {
    /// - Parameters:
    ///   - type: What is expected in the place of the value; nil where that is not known.
    ///   - hasDefault: Whether the place has a default value.
    mutating func walk(_ value: Value, as type: TypeReference?, hasDefault: Bool = false) {
        if let type { ValuesOfCorrectType.check(value, as: type, &context) }
        walkParts(of: value, as: type, hasDefault: hasDefault, oneOfType: nil)
    }

    private mutating func walkParts(of value: Value, as type: TypeReference?, hasDefault: Bool, oneOfType: String?) {
        switch value.kind {
        case .variable(let name):
            context.usages.add(
                VariableUsage(name: name, offset: value.offset, type: type, hasDefault: hasDefault, oneOfType: oneOfType))
        case .list(let items):
            let itemType: TypeReference? = if case .list(let item)? = type?.nullable { item } else { nil }
            for item in items { walkParts(of: item, as: itemType, hasDefault: false, oneOfType: nil) }
        case .object(let fields):
            UniqueInputFieldNames.check(fields, &context)
            let object = type.flatMap { context.inputObject($0.innermost) }
            // Where a number of fields is given, that is the complaint, not that each of them might be null.
            let oneOfType = object?.isOneOf == true && fields.count == 1 ? object?.name : nil
            for field in fields {
                let definition = object?.fields[field.name.value]
                walkParts(
                    of: field.value, as: definition?.type, hasDefault: definition?.defaultValue != nil, oneOfType: oneOfType)
            }
        case .int, .float, .string, .boolean, .null, .enumValue: break
        }
    }
}

extension ValidationContext {
    func inputObject(_ name: String) -> InputObjectType? {
        if case .inputObject(let type)? = schema.type(named: name) { type } else { nil }
    }

    /// The type that a variable's type stands for; nil where it is none that values can go into.
    func inputType(_ node: TypeNode) -> TypeReference? {
        schema.type(named: node.innermost.value)?.isInput == true ? TypeReference(node) : nil
    }
}

extension DirectiveLocation {
    init(_ operation: OperationType) {
        self =
            switch operation {
            case .query: .query
            case .mutation: .mutation
            case .subscription: .subscription
            }
    }
}
