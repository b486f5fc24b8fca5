package import GraphQLLanguage

/// JSON that is known before execution although some of it failed.
public struct FlawedValue: Sendable {
    /// With null where an error left its place.
    package let json: [UInt8]
    /// Their paths begin below the field whose value it is.
    package let errors: [GraphQLError]
}
