import GraphQLLanguage
import JSON
import NIOCore

/// A message of a client, by the protocol `graphql-transport-ws`.
enum SocketMessage {
    /// `connection_init`; with what was said beside it.
    case open([JSONMember])
    case ping(JSONValue?)
    case pong
    case subscribe(id: String, [JSONMember])
    case complete(id: String)

    /// What is wrong with a message, for whoever wrote the client.
    struct Fault: Error {
        let reason: String
    }

    /// Longer ids than any client makes.
    private static let longestID = 256

    init(_ text: ByteBuffer) throws(Fault) {
        let json: JSONValue
        do {
            json = try text.withUnsafeReadableBytes { bytes in
                Result { () throws(JSONError) in try JSONParser.parse(bytes) }
            }.get()
        } catch {
            throw Fault(reason: "A message is a JSON object.")
        }
        guard case .object = json, case .string(let type)? = json["type"] else {
            throw Fault(reason: "A message is a JSON object with a type.")
        }
        switch type {
        case "connection_init": self = .open(try Self.members(json["payload"]) ?? [])
        case "ping": self = .ping(try Self.members(json["payload"]).map(JSONValue.object))
        case "pong": self = .pong
        case "subscribe":
            guard let payload = try Self.members(json["payload"]) else { throw Fault(reason: "subscribe has a payload: the request.") }
            self = .subscribe(id: try Self.id(json), payload)
        case "complete": self = .complete(id: try Self.id(json))
        default: throw Fault(reason: "There is no message of this type.")
        }
    }

    private static func id(_ json: JSONValue) throws(Fault) -> String {
        guard case .string(let id)? = json["id"], !id.isEmpty, id.utf8.count <= longestID else {
            throw Fault(reason: "The message needs an id, of at most \(longestID) bytes.")
        }
        return id
    }

    private static func members(_ payload: JSONValue?) throws(Fault) -> [JSONMember]? {
        switch payload {
        case nil, .null?: return nil
        case .object(let members)?: return members
        default: throw Fault(reason: "A payload is an object.")
        }
    }
}

/// What the gateway says.
enum SocketReply {
    static let opened = ByteBuffer(string: #"{"type":"connection_ack"}"#)

    static func pong(_ payload: JSONValue?) -> ByteBuffer {
        guard let payload else { return ByteBuffer(string: #"{"type":"pong"}"#) }
        var writer = JSONWriter(capacity: 256)
        writer.append(raw: #"{"type":"pong","payload":"#)
        writer.append(payload)
        writer.append(raw: "}")
        return writer.withUnsafeBytes { ByteBuffer(bytes: $0) }
    }

    /// - Parameter body: an answer's JSON.
    static func next(_ id: String, _ body: ByteBuffer) -> ByteBuffer { message("next", id, payload: body) }

    /// - Parameter errors: a JSON list of them.
    static func error(_ id: String, _ errors: ByteBuffer) -> ByteBuffer { message("error", id, payload: errors) }

    static func complete(_ id: String) -> ByteBuffer { message("complete", id, payload: nil) }

    private static func message(_ type: StaticString, _ id: String, payload: ByteBuffer?) -> ByteBuffer {
        var writer = JSONWriter(capacity: 64 + id.utf8.count)
        writer.append(raw: #"{"id":"#)
        writer.append(string: id)
        writer.append(raw: #","type":""#)
        writer.append(raw: type)
        writer.append(raw: payload == nil ? "\"}" : #"","payload":"#)
        var text = ByteBuffer()
        text.reserveCapacity(writer.count + (payload?.readableBytes ?? 0) + 1)
        writer.withUnsafeBytes { _ = text.writeBytes($0) }
        if let payload {
            text.writeImmutableBuffer(payload)
            text.writeString("}")
        }
        return text
    }
}
