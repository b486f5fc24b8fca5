import GraphQLLanguage
import JSON
import NIOCore

/// The JSON of a response in the making: `data`, then `errors`, then `extensions`.
struct AnswerBody: ~Copyable {
    private var writer = JSONWriter(capacity: 2048)
    private var hasData = false

    mutating func writeData(_ write: (inout JSONWriter) -> Void) {
        writer.append(raw: "{\"data\":")
        write(&writer)
        hasData = true
    }

    /// Ends the answer.
    ///
    /// - Parameter cost: the rows that the request might have read and those it did read; nil when it was refused.
    consuming func finished(errors: [GraphQLError], cost: (requested: Int, actual: Int)?) -> GraphQLResponse {
        if !hasData { writer.append(raw: "{") }
        if !errors.isEmpty {
            writer.append(raw: hasData ? ",\"errors\":[" : "\"errors\":[")
            for (index, error) in errors.enumerated() {
                if index > 0 { writer.append(raw: ",") }
                Self.write(error, to: &writer)
            }
            writer.append(raw: "]")
        }
        if let cost {
            writer.append(raw: ",\"extensions\":{\"cost\":{\"requested\":")
            writer.append(int64: Int64(cost.requested))
            writer.append(raw: ",\"actual\":")
            writer.append(int64: Int64(cost.actual))
            writer.append(raw: "}}")
        }
        writer.append(raw: "}")
        let outcome: GraphQLResponse.Outcome
        switch (hasData, errors.first) {
        case (true, nil): outcome = .complete
        case (true, let error?): outcome = .partial(error.code)
        case (false, let error): outcome = .refused(error?.code ?? .internal)
        }
        return GraphQLResponse(body: writer.withUnsafeBytes { ByteBuffer(bytes: $0) }, outcome: outcome)
    }

    private static func write(_ error: GraphQLError, to writer: inout JSONWriter) {
        writer.append(raw: "{\"message\":")
        writer.append(string: error.message)
        if !error.locations.isEmpty {
            writer.append(raw: ",\"locations\":[")
            for (index, location) in error.locations.enumerated() {
                if index > 0 { writer.append(raw: ",") }
                writer.append(raw: "{\"line\":")
                writer.append(int64: Int64(location.line))
                writer.append(raw: ",\"column\":")
                writer.append(int64: Int64(location.column))
                writer.append(raw: "}")
            }
            writer.append(raw: "]")
        }
        if let path = error.path { write(path, to: &writer) }
        writer.append(raw: ",\"extensions\":{\"code\":")
        writer.append(string: error.code.rawValue)
        writer.append(raw: "}}")
    }

    private static func write(_ path: [PathSegment], to writer: inout JSONWriter) {
        writer.append(raw: ",\"path\":[")
        for (index, segment) in path.enumerated() {
            if index > 0 { writer.append(raw: ",") }
            switch segment {
            case .key(let key): writer.append(string: key)
            case .index(let index): writer.append(int64: Int64(index))
            }
        }
        writer.append(raw: "]")
    }
}
