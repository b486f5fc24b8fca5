import GraphQLLanguage
import GraphQLSchema

/// §5.4.3: arguments that are non-null and have no default are given.
enum ProvidedRequiredArguments {
    static func check(_ field: Field, _ definition: FieldDefinition, on parent: NamedType, _ context: inout ValidationContext) {
        check(definition.arguments, givenIn: field.arguments, at: field.offset, &context) {
            // Meta fields belong to no type that can be named.
            let owner = definition.typeName.hasPrefix("__") ? "<meta>" : parent.name
            return "\(owner).\(field.name.value)"
        }
    }

    static func check(_ directive: Directive, _ definition: DirectiveDefinition, _ context: inout ValidationContext) {
        check(definition.arguments, givenIn: directive.arguments, at: directive.offset, &context) { "@\(directive.name.value)" }
    }

    private static func check(
        _ definitions: Members<InputValueDefinition>, givenIn arguments: [Argument], at offset: Int,
        _ context: inout ValidationContext, owner: () -> String
    ) {
        for definition in definitions where definition.isRequired {
            guard !arguments.contains(where: { $0.name.value == definition.name }) else { continue }
            context.report(
                "Argument \"\(owner())(\(definition.name):)\" of type \"\(definition.type)\" is required, but it was not provided.",
                at: offset)
        }
    }
}
