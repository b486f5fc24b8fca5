import GraphQLExecution
import GraphQLLanguage
import JSON
import NIOCore

/// The JSON of a response in the making: `data`, then `errors`, then `extensions`.
struct AnswerBody: ~Copyable {
    private var writer = JSONWriter(capacity: 2048)
    private var hasData = false

    /// Writes `data`, or the beginning of it.
    mutating func writeData<Result: ~Copyable>(_ write: (inout JSONWriter) -> Result) -> Result {
        writer.append(raw: "{\"data\":")
        hasData = true
        return write(&writer)
    }

    /// Goes on with `data`.
    mutating func continueData<Result>(_ write: (inout JSONWriter) -> Result) -> Result {
        write(&writer)
    }

    /// How many bytes were written and not taken.
    var count: Int { writer.count }

    /// Takes what was written so far; what comes after it is the rest.
    mutating func takePart() -> ByteBuffer {
        defer { writer.truncate(to: 0) }
        return writer.withUnsafeBytes { ByteBuffer(bytes: $0) }
    }

    /// The whole answer, or what of it was not taken before. The body is as before: it can answer others who asked for the same data.
    ///
    /// - Parameter cost: nil when it was refused, and no rate limit holds.
    mutating func response(errors: [GraphQLError], cost: CostReport?) -> GraphQLResponse {
        let end = writer.count
        defer { writer.truncate(to: end) }
        if !hasData { writer.append(raw: "{") }
        if !errors.isEmpty {
            writer.append(raw: hasData ? ",\"errors\":" : "\"errors\":")
            writer.append(errors: errors)
        }
        var response = finished(firstError: errors.first?.code, cost: cost)
        response.hasFault = errors.contains { $0.code == .internal }
        return response
    }

    /// The whole answer of what has data, with errors that are JSON already: objects with commas between.
    mutating func response(
        errorList: [UInt8], firstError: GraphQLError.Code?, cost: CostReport?
    ) -> GraphQLResponse {
        if !errorList.isEmpty {
            writer.append(raw: ",\"errors\":[")
            writer.append(raw: errorList)
            writer.append(byte: UInt8(ascii: "]"))
        }
        return finished(firstError: firstError, cost: cost)
    }

    private mutating func finished(firstError: GraphQLError.Code?, cost: CostReport?) -> GraphQLResponse {
        let contentLength = writer.count
        if let cost {
            writer.append(raw: ",\"extensions\":{\"cost\":")
            writer.append(cost)
            writer.append(byte: UInt8(ascii: "}"))
        }
        writer.append(raw: "}")
        let outcome: GraphQLResponse.Outcome
        switch (hasData, firstError) {
        case (true, nil): outcome = .complete
        case (true, let code?): outcome = .partial(code)
        case (false, let code): outcome = .refused(code ?? .internal)
        }
        return GraphQLResponse(body: writer.withUnsafeBytes { ByteBuffer(bytes: $0) }, outcome: outcome, contentLength: contentLength)
    }

    /// The answer to what was not run: what it would cost, and how much it may.
    static func dryRun(_ cost: CostReport) -> GraphQLResponse {
        var body = AnswerBody()
        body.writeData { $0.append(raw: "null") }
        return body.response(errors: [], cost: cost)
    }

    /// The answer to a request that got no data.
    static func refusal(_ errors: [GraphQLError], cost: CostReport? = nil) -> GraphQLResponse {
        var body = AnswerBody()
        return body.response(errors: errors, cost: cost)
    }
}
