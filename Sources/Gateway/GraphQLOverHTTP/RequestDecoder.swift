import Execution
import GraphQLExecution
import GraphQLLanguage
import JSON
import NIOCore
import NIOHTTP1

/// Turns what HTTP brought into a GraphQL request.
enum RequestDecoder {
    /// Decodes the JSON body of a POST.
    static func decode(_ body: ByteBuffer, takesParts: Bool = false, takesEvents: Bool = false) throws(Refusal) -> GraphQLRequest {
        let members = try refusing { () throws(GraphQLError) in
            try body.withBytes { bytes throws(GraphQLError) in try RequestMembers.decode(bytes) }
        }
        return GraphQLRequest(members, takesParts: takesParts, takesEvents: takesEvents)
    }

    /// Takes the members that a message brought.
    static func decode(_ members: [JSONMember]) throws(Refusal) -> GraphQLRequest {
        GraphQLRequest(try refusing { () throws(GraphQLError) in try RequestMembers(members) }, takesEvents: true)
    }

    /// Decodes the JSON body of a POST that is an array of requests: each of them, or why it is none; nil for any other body.
    static func decodeBatch(_ body: ByteBuffer, atMost most: Int) throws(Refusal) -> [Result<GraphQLRequest, GraphQLError>]? {
        guard body.withUnsafeReadableBytes({ RequestMembers.isBatch($0) }) else { return nil }
        guard most > 0 else { throw .badRequest("Batches are not taken here; send each request by itself.") }
        let batch = try refusing { () throws(GraphQLError) in
            try body.withBytes { bytes throws(GraphQLError) in try RequestMembers.decodeBatch(bytes, atMost: most) }
        }
        guard !batch.isEmpty else { throw .badRequest("The batch is empty.") }
        return batch.map { $0.map { GraphQLRequest($0) } }
    }

    /// Decodes the query of a GET's address: what it asks for may only be read.
    static func decode(query: Substring?, takesParts: Bool = false, takesEvents: Bool = false) throws(Refusal) -> GraphQLRequest {
        var members = RequestMembers()
        for (name, text) in try QueryString.decode(query ?? "") {
            switch name {
            case "query": members.setQuery(Source(text))
            case "operationName", "documentId":
                // An empty one is none, as the draft has it of all that may be left out.
                guard !text.isEmpty else { break }
                try refusing { () throws(GraphQLError) in try members.set(name, to: .string(text)) }
            case "variables", "extensions":
                let value = try parse(text, as: name)
                try refusing { () throws(GraphQLError) in try members.set(name, to: value) }
            default: break
            }
        }
        guard members.saysWhatToRun else { throw .badRequest("The request has neither query nor documentId.") }
        return GraphQLRequest(members, isReadOnly: true, takesParts: takesParts, takesEvents: takesEvents)
    }

    private static func parse(_ text: String, as name: String) throws(Refusal) -> JSONValue {
        guard !text.isEmpty else { return .null }
        do {
            return try JSONParser.parse(Array(text.utf8))
        } catch {
            throw Refusal(.badRequest, .syntax, "\(name) in the address is not JSON. \(error)")
        }
    }

    private static func refusing<Value>(_ body: () throws(GraphQLError) -> Value) throws(Refusal) -> Value {
        do { return try body() } catch { throw Refusal(.badRequest, error.code, error.message) }
    }
}

extension GraphQLRequest {
    fileprivate convenience init(_ members: RequestMembers, isReadOnly: Bool = false, takesParts: Bool = false, takesEvents: Bool = false) {
        self.init(
            query: members.query, operationName: members.operationName, variables: members.variables, extensions: members.extensions,
            documentID: members.documentID, isDryRun: members.isDryRun, isReadOnly: isReadOnly, takesParts: takesParts,
            takesEvents: takesEvents)
    }
}

extension ByteBuffer {
    /// The same as `withUnsafeReadableBytes`, whose errors have no type.
    fileprivate func withBytes<Value>(
        _ body: (UnsafeRawBufferPointer) throws(GraphQLError) -> Value
    ) throws(GraphQLError) -> Value {
        let result = withUnsafeReadableBytes { bytes in Result { () throws(GraphQLError) in try body(bytes) } }
        return try result.get()
    }
}
