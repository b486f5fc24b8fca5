import Foundation
import GraphQLExecution
import GraphQLLanguage
import GraphQLSchema
import JSON

/// Answers the requests of `souk graphql`, a line for a line.
struct GraphQLEngine {
    private var schemas = SchemaCache()

    /// The answer as one line of JSON, its end included. A request that cannot be answered says so; none fails.
    mutating func answer(_ line: String) -> Data {
        let request = try? JSONParser.parse(Array(line.utf8), limits: .init(depth: 200, size: .max))
        var writer = JSONWriter()
        writer.append(raw: "{\"id\":")
        writer.append(request.map { $0["id"] ?? .null } ?? Self.id(in: line))
        let start = writer.count
        do {
            try answer(ContractRequest(request ?? .null), to: &writer)
        } catch let refusal {
            writer.truncate(to: start)
            switch refusal {
            case .unsupported: writer.append(raw: ",\"unsupported\":true")
            case .errors(let errors):
                writer.append(raw: ",\"errors\":")
                writer.append(errors: errors)
            }
        }
        writer.append(raw: "}\n")
        return writer.withUnsafeBytes { Data($0) }
    }

    /// The id that a line begins with which cannot be read as a whole: whoever sent it waits for an answer to it.
    private static func id(in line: String) -> JSONValue {
        guard let match = line.firstMatch(of: /^\s*\{\s*"id"\s*:\s*(-?[0-9]+|"(?:[^"\\]|\\.)*")\s*[,}]/) else { return .null }
        return (try? JSONParser.parse(Array(match.1.utf8))) ?? .null
    }

    private mutating func answer(_ request: ContractRequest, to writer: inout JSONWriter) throws(GraphQLRefusal) {
        switch try request.text("op") {
        case "parse": try parse(request, to: &writer)
        case "stripIgnored": try stripIgnored(request, to: &writer)
        case "separateOperations": try separateOperations(request, to: &writer)
        case "buildSchema": try buildSchema(request, to: &writer)
        case "validateSchema": try validateSchema(request, to: &writer)
        case "breakingChanges": try breakingChanges(request, to: &writer)
        case "coordinate": try coordinate(request, in: schemas.schema(request.text("schema")), to: &writer)
        case "validate": try validate(request, in: schemas.schema(request.text("schema")), to: &writer)
        case "execute": try execute(request, in: schemas.schema(request.text("schema")), to: &writer)
        default: throw .unsupported
        }
    }
}

/// Why a request has no answer of its operation's form.
enum GraphQLRefusal: Error {
    /// It is no request that this program knows.
    case unsupported
    /// The text in it is at fault.
    case errors([GraphQLError])

    /// Runs `body` and takes its errors as the refusal's.
    static func wrapping<Result>(_ body: () throws(GraphQLError) -> Result) throws(GraphQLRefusal) -> Result {
        do { return try body() } catch { throw .errors([error]) }
    }

    static func wrapping<Result>(_ body: () throws(SchemaErrors) -> Result) throws(GraphQLRefusal) -> Result {
        do { return try body() } catch { throw .errors(error.errors) }
    }
}

/// One request as it was sent.
struct ContractRequest {
    private let json: JSONValue

    init(_ json: JSONValue) {
        self.json = json
    }

    func text(_ key: String) throws(GraphQLRefusal) -> String {
        guard let text = optionalText(key) else { throw .unsupported }
        return text
    }

    func optionalText(_ key: String) -> String? {
        if case .string(let text)? = json[key] { text } else { nil }
    }

    func texts(_ key: String) -> [String] {
        guard case .array(let items)? = json[key] else { return [] }
        return items.compactMap { if case .string(let text) = $0 { text } else { nil } }
    }

    func flag(_ key: String) -> Bool { json[key] == .bool(true) }

    func value(_ key: String) -> JSONValue? { json[key] }
}
