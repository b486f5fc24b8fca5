package import GraphQLLanguage
package import GraphQLSchema

/// Holds documents to the chapter "Validation" of the specification (September 2025, §5).
///
/// Everything is judged by the schema given: what a masked schema hides does not exist here, nor is it ever suggested.
package enum Validator {
    /// Returns what is wrong with a document, nothing when it may be executed. All errors have the code `VALIDATION`, but `TOO_COMPLEX`
    /// for a document that costs more to judge than `limits` allow.
    package static func validate(_ document: Document, schema: Schema, limits: ValidationLimits = .standard) -> [GraphQLError] {
        var context = judge(document, schema, limits)
        return context.takeErrors()
    }

    /// Returns the document as one that may be executed.
    package static func check(
        _ document: Document, schema: Schema, limits: ValidationLimits = .standard
    ) throws(ValidationErrors) -> ValidDocument {
        var context = judge(document, schema, limits)
        let errors = context.takeErrors()
        guard errors.isEmpty else { throw ValidationErrors(errors) }
        return ValidDocument(checked: document, schema: schema, fragments: context.fragments)
    }

    private static func judge(_ document: Document, _ schema: Schema, _ limits: ValidationLimits) -> ValidationContext {
        var walker = DocumentWalker(ValidationContext(document, schema, limits))
        walker.walk()
        return walker.context
    }
}
