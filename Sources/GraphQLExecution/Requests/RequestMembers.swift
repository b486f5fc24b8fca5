package import GraphQLLanguage
package import JSON

/// The members of a GraphQL request, as every transport brings them in JSON.
package struct RequestMembers: Sendable, Hashable {
    /// The document's text; nil when there is none, or an empty one.
    package private(set) var query: Source?
    /// Never empty.
    package private(set) var operationName: String?
    /// In the order in which they came; names are unique.
    package private(set) var variables: [JSONMember] = []
    package private(set) var extensions: [JSONMember]?
    /// `documentId`: the id of a document that is known beforehand.
    package private(set) var documentID: String?
    /// Whether nothing is to be run, and only what it would cost be told: `extensions.dryRun`.
    package private(set) var isDryRun = false

    package init() {}

    /// Takes the members of a JSON object.
    ///
    /// - Throws: `VALIDATION` for a member of the wrong kind or when nothing says what to run.
    package init(_ members: [JSONMember]) throws(GraphQLError) {
        for member in members {
            guard member.key == "query" else {
                try set(member.key, to: member.value)
                continue
            }
            setQuery(Source(try Self.text(member.value, of: "query") ?? ""))
        }
        guard saysWhatToRun else { throw GraphQLError(.validation, "The request has neither query nor documentId.") }
    }

    /// Whether something says what to run: a query, a document's id, or a persisted query's hash.
    package var saysWhatToRun: Bool {
        query != nil || documentID != nil || extensions?.contains { $0.key == "persistedQuery" } == true
    }

    /// Takes the text of a document.
    package mutating func setQuery(_ source: Source) {
        query = source.bytes.isEmpty ? nil : source
    }

    /// Takes any other member than `query`; one that is not known is ignored.
    ///
    /// - Throws: `VALIDATION` for a value of another kind than the member has.
    package mutating func set(_ name: String, to value: JSONValue) throws(GraphQLError) {
        switch name {
        case "operationName":
            let text = try Self.text(value, of: name)
            operationName = text == "" ? nil : text
        case "documentId": documentID = try Self.text(value, of: name)
        case "variables": variables = try Self.members(value, of: name) ?? []
        case "extensions":
            extensions = try Self.members(value, of: name)
            isDryRun = try Self.asksForDryRun(extensions ?? [])
        default: break
        }
    }

    private static func text(_ value: JSONValue, of name: String) throws(GraphQLError) -> String? {
        switch value {
        case .null: return nil
        case .string(let text): return text
        default: throw GraphQLError(.validation, "\(name) must be a string.")
        }
    }

    /// What is no boolean is refused: whoever means a dry run must not have it run.
    private static func asksForDryRun(_ extensions: [JSONMember]) throws(GraphQLError) -> Bool {
        switch extensions.first(where: { $0.key == "dryRun" })?.value {
        case nil: return false
        case .bool(let value)?: return value
        default: throw GraphQLError(.validation, "extensions.dryRun must be true or false.")
        }
    }

    private static func members(_ value: JSONValue, of name: String) throws(GraphQLError) -> [JSONMember]? {
        switch value {
        case .null: return nil
        case .object(let members): return members
        default: throw GraphQLError(.validation, "\(name) must be an object.")
        }
    }
}
