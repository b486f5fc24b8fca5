import GraphQLExecution
import GraphQLLanguage
import GraphQLValidation
import JSON

/// Executions whose answers are looked at.
enum Answers {
    /// Executes an operation; the answer is JSON whatever happens in it. Null where the request was refused.
    static func execute(_ operation: ValidOperation, variables: JSONValue, data: JSONValue) throws(BrokenPromise) -> JSONValue {
        var writer = JSONWriter()
        let errors: [GraphQLError]
        do { errors = try DataExecutor.execute(operation, variables: variables, data: data, to: &writer) } catch {
            try require(!error.errors.isEmpty, "a request is refused for no reason")
            return .null
        }
        for error in errors { try require(error.path != nil, "an error of execution has no path: \(error.message)") }
        let bytes = writer.takeBytes()
        guard let answer = try? JSONParser.parse(bytes, limits: JSONParser.Limits(depth: 1_000, size: .max)) else {
            throw BrokenPromise("an answer is no JSON: \(String(decoding: bytes, as: UTF8.self))")
        }
        return answer
    }
}
