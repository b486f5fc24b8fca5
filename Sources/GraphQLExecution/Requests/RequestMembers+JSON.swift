package import GraphQLLanguage
import JSON

extension RequestMembers {
    /// Reads a request that is one JSON object. Members that are not known are checked to be JSON and ignored.
    ///
    /// - Throws: `SYNTAX` for what is not UTF-8 or no JSON object, `VALIDATION` for a member of the wrong kind or when nothing says
    ///   what to run.
    package static func decode(_ bytes: UnsafeRawBufferPointer) throws(GraphQLError) -> RequestMembers {
        try checkUTF8(bytes)
        return try decode(bytes, in: 0..<bytes.count)
    }

    /// Reads several requests, the items of one JSON array: each by itself, so that one that is wrong leaves the others.
    ///
    /// - Throws: `SYNTAX` for what is not UTF-8 or no JSON array, `TOO_COMPLEX` for one with more than `most` items.
    package static func decodeBatch(
        _ bytes: UnsafeRawBufferPointer, atMost most: Int
    ) throws(GraphQLError) -> [Result<RequestMembers, GraphQLError>] {
        try checkUTF8(bytes)
        var scanner = JSONScanner(bytes, in: 0..<bytes.count)
        var requests: [Result<RequestMembers, GraphQLError>] = []
        while let place = try reading({ () throws(JSONError) in try scanner.nextItem() }) {
            guard requests.count < most else { throw GraphQLError(.tooComplex, "A batch has \(most) requests at the most.") }
            requests.append(Result { () throws(GraphQLError) in try decode(bytes, in: place) })
        }
        return requests
    }

    /// Whether the bytes are meant as a batch: an array and not an object.
    package static func isBatch(_ bytes: UnsafeRawBufferPointer) -> Bool {
        JSONScanner(bytes, in: 0..<bytes.count).isAtArray
    }

    private static func decode(_ bytes: UnsafeRawBufferPointer, in place: Range<Int>) throws(GraphQLError) -> RequestMembers {
        var members = RequestMembers()
        var scanner = JSONScanner(bytes, in: place)
        while let member = try reading({ () throws(JSONError) in try scanner.nextMember() }) {
            // A name may be written with escapes too; it is decoded like any other text.
            let name = try reading { () throws(JSONError) in try JSONStringContent.decode(member.name, of: bytes) }
            if name.elementsEqual("query".utf8) {
                try members.setQuery(query(member.value, of: bytes))
            } else {
                let value = try reading { () throws(JSONError) in try parse(member.value, of: bytes) }
                try members.set(String(decoding: name, as: UTF8.self), to: value)
            }
        }
        guard members.saysWhatToRun else { throw GraphQLError(.validation, "The request has neither query nor documentId.") }
        return members
    }

    private static func query(_ place: Range<Int>, of bytes: UnsafeRawBufferPointer) throws(GraphQLError) -> Source {
        guard bytes[place.lowerBound] == UInt8(ascii: "\"") else {
            guard try reading({ () throws(JSONError) in try parse(place, of: bytes) }) == .null else {
                throw GraphQLError(.validation, "query must be a string.")
            }
            return Source(bytes: [])
        }
        let content = (place.lowerBound + 1)..<(place.upperBound - 1)
        return Source(bytes: try reading { () throws(JSONError) in try JSONStringContent.decode(content, of: bytes) })
    }

    private static func checkUTF8(_ bytes: UnsafeRawBufferPointer) throws(GraphQLError) {
        let isValid = (try? UTF8Span(validating: bytes.bindMemory(to: UInt8.self).span)) != nil
        guard isValid else { throw GraphQLError(.syntax, "The body is not UTF-8.") }
    }

    private static func parse(_ place: Range<Int>, of bytes: UnsafeRawBufferPointer) throws(JSONError) -> JSONValue {
        do {
            return try JSONParser.parse(UnsafeRawBufferPointer(rebasing: bytes[place]))
        } catch {
            throw JSONError(error.code, at: place.lowerBound + error.offset)
        }
    }

    /// Runs `body`; what it finds to be no JSON is no request.
    private static func reading<Value>(_ body: () throws(JSONError) -> Value) throws(GraphQLError) -> Value {
        do { return try body() } catch { throw GraphQLError(.syntax, "The body is not a GraphQL request. \(error)") }
    }
}
