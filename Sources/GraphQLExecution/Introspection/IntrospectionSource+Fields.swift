import GraphQLLanguage
import GraphQLSchema

extension IntrospectionSource {
    func schemaField(_ field: FieldShape) -> IntrospectionNode {
        switch field.name {
        case "description": .text(schema.description)
        case "types": .list(schema.types.map { .type(.named($0.name)) })
        case "queryType": root(.query)
        case "mutationType": root(.mutation)
        case "subscriptionType": root(.subscription)
        case "directives": .list(schema.directives.map { .directive($0) })
        default: .null
        }
    }

    private func root(_ operation: OperationType) -> IntrospectionNode {
        schema.rootType(for: operation).map { .type(.named($0)) } ?? .null
    }

    func fieldField(_ field: FieldShape, of definition: FieldDefinition) -> IntrospectionNode {
        switch field.name {
        case "name": .text(definition.name)
        case "description": .text(definition.description)
        case "args": inputValues(definition.arguments, field)
        case "type": .type(definition.type)
        case "isDeprecated": .boolean(definition.deprecationReason != nil)
        case "deprecationReason": .text(definition.deprecationReason)
        default: .null
        }
    }

    func inputValueField(_ field: FieldShape, of definition: InputValueDefinition) -> IntrospectionNode {
        switch field.name {
        case "name": .text(definition.name)
        case "description": .text(definition.description)
        case "type": .type(definition.type)
        case "defaultValue": .text(definition.defaultValue?.description)
        case "isDeprecated": .boolean(definition.deprecationReason != nil)
        case "deprecationReason": .text(definition.deprecationReason)
        default: .null
        }
    }

    func enumValueField(_ field: FieldShape, of definition: EnumValueDefinition) -> IntrospectionNode {
        switch field.name {
        case "name": .text(definition.name)
        case "description": .text(definition.description)
        case "isDeprecated": .boolean(definition.deprecationReason != nil)
        case "deprecationReason": .text(definition.deprecationReason)
        default: .null
        }
    }

    func directiveField(_ field: FieldShape, of definition: DirectiveDefinition) -> IntrospectionNode {
        switch field.name {
        case "name": .text(definition.name)
        case "description": .text(definition.description)
        case "isRepeatable": .boolean(definition.isRepeatable)
        case "locations": .list(definition.locations.map { .text($0.rawValue) })
        case "args": inputValues(definition.arguments, field)
        default: .null
        }
    }

    /// The arguments or input fields, without the deprecated ones unless they are asked for.
    func inputValues(_ values: Members<InputValueDefinition>, _ field: FieldShape) -> IntrospectionNode {
        let all = includesDeprecated(field)
        return .list(values.filter { all || $0.deprecationReason == nil }.map { .inputValue($0) })
    }

    func includesDeprecated(_ field: FieldShape) -> Bool { field.arguments["includeDeprecated"] == .boolean(true) }
}
