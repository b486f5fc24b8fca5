package import GraphQLLanguage

extension GraphQLError {
    /// The same with the place of an argument's value in the document, if it has none yet.
    package func standing(at source: ArgumentSource?, in text: Source) -> GraphQLError {
        guard locations.isEmpty, let offset = source?.offset else { return self }
        var error = self
        error.locations = [text.location(at: offset)]
        return error
    }
}
