package import GraphQLLanguage

/// Why one field has no value. The completer makes a `GraphQLError` of it, with the field's place and path.
public struct FieldFault: Error, Sendable, Hashable {
    package let code: GraphQLError.Code
    package let message: String
    /// The byte offset of the part of the field that is at fault; nil for the field itself.
    package let offset: Int?

    package init(_ code: GraphQLError.Code, _ message: String, offset: Int? = nil) {
        self.code = code
        self.message = message
        self.offset = offset
    }
}
