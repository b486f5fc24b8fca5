import GraphQLExecution
import GraphQLLanguage
import GraphQLValidation
import JSON

/// A request's body is read as the JSON parser reads it, which builds everything where the decoder skips; and what it asks is run.
enum BodyTarget {
    static func feed(_ bytes: [UInt8]) throws(BrokenPromise) {
        let whole = try? JSONParser.parse(bytes)
        let members = try decoded(bytes, whole)
        try decodeBatch(bytes, whole)
        if let members { try run(members) }
    }

    private static func decoded(_ bytes: [UInt8], _ whole: JSONValue?) throws(BrokenPromise) -> RequestMembers? {
        let result = Result { () throws(GraphQLError) in
            try withBytes(bytes) { bytes throws(GraphQLError) in try RequestMembers.decode(bytes) }
        }
        switch result {
        case .success(let members):
            try require(members.saysWhatToRun, "a request that asks nothing")
            // Nesting is counted from the body's top there and from each member here.
            guard let whole else { return members }
            try compare(members, with: whole)
            return members
        case .failure(let error):
            try require(!error.message.isEmpty, "refused without a word")
            if error.code == .syntax, case .object? = whole { throw BrokenPromise("an object was refused as no JSON: \(error.message)") }
            return nil
        }
    }

    /// Of a member that is written twice the last counts, here as there.
    private static func compare(_ members: RequestMembers, with whole: JSONValue) throws(BrokenPromise) {
        let query: String? = if case .string(let text)? = whole["query"], !text.utf8.isEmpty { text } else { nil }
        try require(members.query == query.map { Source($0) }, "another query was read")
        let name: String? = if case .string(let text)? = whole["operationName"], text != "" { text } else { nil }
        try require(members.operationName == name, "another operationName was read")
        let variables: [JSONMember] = if case .object(let list)? = whole["variables"] { list } else { [] }
        try require(members.variables == variables, "other variables were read")
    }

    private static func decodeBatch(_ bytes: [UInt8], _ whole: JSONValue?) throws(BrokenPromise) {
        let result = Result { () throws(GraphQLError) in
            try withBytes(bytes) { bytes throws(GraphQLError) in try RequestMembers.decodeBatch(bytes, atMost: 8) }
        }
        guard case .array(let items)? = whole else { return }
        switch result {
        case .success(let requests):
            try require(requests.count == items.count, "a batch has another number of requests")
            for (request, item) in zip(requests, items) { if case .success(let members) = request { try compare(members, with: item) } }
        case .failure(let error):
            try require(error.code == .tooComplex && items.count > 8, "a batch was refused: \(error.message)")
        }
    }

    private static func run(_ members: RequestMembers) throws(BrokenPromise) {
        guard let query = members.query, let document = try? Parser.parse(query),
            let valid = try? Validator.check(document, schema: try FuzzSchema.schema.get()),
            let operation = try? valid.operation(named: members.operationName)
        else { return }
        _ = try Answers.execute(operation, variables: .object(members.variables), data: FuzzSchema.data)
    }

    private static func withBytes<Value>(
        _ bytes: [UInt8], _ body: (UnsafeRawBufferPointer) throws(GraphQLError) -> Value
    ) throws(GraphQLError) -> Value {
        try bytes.withUnsafeBytes { bytes in Result { () throws(GraphQLError) in try body(bytes) } }.get()
    }
}
