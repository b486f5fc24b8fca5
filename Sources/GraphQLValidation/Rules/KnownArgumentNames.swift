import GraphQLLanguage
import GraphQLSchema

/// §5.4.1: an argument given is one that the field or directive has.
enum KnownArgumentNames {
    static func check(_ field: Field, _ definition: FieldDefinition, on parent: NamedType, _ context: inout ValidationContext) {
        check(field.arguments, definition.arguments, &context) { "field \"\(parent.name).\(field.name.value)\"" }
    }

    static func check(_ directive: Directive, _ definition: DirectiveDefinition, _ context: inout ValidationContext) {
        check(directive.arguments, definition.arguments, &context) { "directive \"@\(directive.name.value)\"" }
    }

    private static func check(
        _ arguments: [Argument], _ definitions: Members<InputValueDefinition>, _ context: inout ValidationContext, owner: () -> String
    ) {
        for argument in arguments where definitions[argument.name.value] == nil && !context.isAborted {
            let name = argument.name.value
            let suggestions = Suggestions.didYouMean(name, among: definitions.lazy.map(\.name))
            context.report("Unknown argument \"\(name)\" on \(owner()).\(suggestions)", at: argument.offset)
        }
    }
}
