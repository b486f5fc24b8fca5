import Execution
import GraphQLLanguage
import JSON
import NIOCore
import NIOHTTP1

/// Turns what HTTP brought into a GraphQL request.
enum RequestDecoder {
    /// Decodes the JSON body of a POST. Members that are not known are checked to be JSON and ignored.
    static func decode(_ body: ByteBuffer) throws(Refusal) -> GraphQLRequest {
        try checkUTF8(body)
        do {
            return try body.withUnsafeReadableBytes { try decode($0) }
        } catch let refusal as Refusal {
            throw refusal
        } catch let error as JSONError {
            throw Refusal(.badRequest, .syntax, "The body is not a GraphQL request. \(error)")
        } catch {
            throw .badRequest("The body is not a GraphQL request.")
        }
    }

    /// Decodes the query of a GET's address: what it asks for may only be read.
    static func decode(query: Substring?) throws(Refusal) -> GraphQLRequest {
        var parts = RequestParts()
        for (name, text) in try QueryString.decode(query ?? "") {
            switch name {
            case "query": parts.setQuery(Source(text))
            case "operationName": parts.operationName = text.isEmpty ? nil : text
            case "documentId": parts.documentID = text
            case "variables": parts.variables = try members(parse(text, as: "variables"), of: "variables") ?? []
            case "extensions": parts.extensions = try members(parse(text, as: "extensions"), of: "extensions")
            default: break
            }
        }
        return try parts.request(isReadOnly: true)
    }

    private static func decode(_ bytes: UnsafeRawBufferPointer) throws -> GraphQLRequest {
        var parts = RequestParts()
        var scanner = EnvelopeScanner(bytes)
        try scanner.forEachMember { name, value in
            // A name may be written with escapes too; it is decoded like any other text.
            switch String(decoding: try StringContent.decode(name, of: bytes), as: UTF8.self) {
            case "query" where bytes[value.lowerBound] == UInt8(ascii: "\""):
                parts.setQuery(Source(bytes: try StringContent.decode((value.lowerBound + 1)..<(value.upperBound - 1), of: bytes)))
            case "query":
                guard try parse(value, of: bytes) == .null else { throw Refusal.badRequest("query must be a string.") }
            case "operationName":
                let name = try text(parse(value, of: bytes), of: "operationName")
                parts.operationName = name == "" ? nil : name
            case "documentId":
                parts.documentID = try text(parse(value, of: bytes), of: "documentId")
            case "variables":
                parts.variables = try members(parse(value, of: bytes), of: "variables") ?? []
            case "extensions":
                parts.extensions = try members(parse(value, of: bytes), of: "extensions")
            default:
                _ = try parse(value, of: bytes)
            }
        }
        return try parts.request(isReadOnly: false)
    }

    private static func checkUTF8(_ body: ByteBuffer) throws(Refusal) {
        let isValid = body.withUnsafeReadableBytes { bytes in
            (try? UTF8Span(validating: bytes.bindMemory(to: UInt8.self).span)) != nil
        }
        guard isValid else { throw Refusal(.badRequest, .syntax, "The body is not UTF-8.") }
    }

    private static func parse(_ place: Range<Int>, of bytes: UnsafeRawBufferPointer) throws(JSONError) -> JSONValue {
        do {
            return try JSONParser.parse(UnsafeRawBufferPointer(rebasing: bytes[place]))
        } catch {
            throw JSONError(error.code, at: place.lowerBound + error.offset)
        }
    }

    private static func parse(_ text: String, as name: String) throws(Refusal) -> JSONValue {
        guard !text.isEmpty else { return .null }
        do {
            return try JSONParser.parse(Array(text.utf8))
        } catch {
            throw Refusal(.badRequest, .syntax, "\(name) in the address is not JSON. \(error)")
        }
    }

    private static func text(_ value: JSONValue, of name: String) throws(Refusal) -> String? {
        switch value {
        case .null: return nil
        case .string(let text): return text
        default: throw .badRequest("\(name) must be a string.")
        }
    }

    private static func members(_ value: JSONValue, of name: String) throws(Refusal) -> [JSONMember]? {
        switch value {
        case .null: return nil
        case .object(let members): return members
        default: throw .badRequest("\(name) must be an object.")
        }
    }
}

/// A request while its parts are found.
private struct RequestParts {
    private var query: Source?
    var operationName: String?
    var variables: [JSONMember] = []
    var extensions: [JSONMember]?
    var documentID: String?

    mutating func setQuery(_ source: Source) {
        query = source.bytes.isEmpty ? nil : source
    }

    /// - Throws: when nothing says what to run: neither a query, nor a document's id, nor a persisted query's hash.
    func request(isReadOnly: Bool) throws(Refusal) -> GraphQLRequest {
        let isPersisted = documentID != nil || extensions?.contains { $0.key == "persistedQuery" } == true
        guard query != nil || isPersisted else { throw .badRequest("The request has neither query nor documentId.") }
        return GraphQLRequest(
            query: query, operationName: operationName, variables: variables, extensions: extensions, documentID: documentID,
            isReadOnly: isReadOnly)
    }
}
