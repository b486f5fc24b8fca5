import GraphQLLanguage

/// The rules that look at an SDL document alone, or at a document and the schema that it extends.
enum SDLRules {
    private static let all: [@Sendable (inout SDLContext) -> Void] = [
        loneSchemaDefinition, uniqueOperationTypes, uniqueTypeNames, uniqueEnumValueNames, uniqueFieldDefinitionNames,
        uniqueArgumentDefinitionNames, uniqueDirectiveNames, knownTypeNames, knownDirectives, uniqueDirectivesPerLocation,
        possibleTypeExtensions, noOneOfOnExtensions, knownArgumentNamesOnDirectives, uniqueArgumentNames, uniqueInputFieldNames,
        requiredArgumentsOnDirectives,
    ]

    /// What is wrong with the document; empty when nothing is.
    static func errors(in document: Document, extending schema: Schema?) -> [GraphQLError] {
        var context = SDLContext(document, extending: schema)
        for rule in all { rule(&context) }
        return context.errors
    }
}
