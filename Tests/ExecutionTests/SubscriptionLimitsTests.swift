import GraphQLExecution
import GraphQLLanguage
import JSON
import Testing

@testable import Execution

@Suite("What is kept of a request that is followed")
struct SubscriptionLimitsTests {
    private func code(_ text: String = "subscription { a }", _ variables: [JSONMember] = [], _ extensions: [JSONMember]? = nil)
        -> GraphQLError.Code?
    {
        do throws(RequestErrors) {
            try SubscriptionLimits.admit(GraphQLRequest(query: Source(text), variables: variables, extensions: extensions))
            return nil
        } catch {
            return error.errors.first?.code
        }
    }

    @Test("Is enough for what clients send")
    func ordinary() {
        #expect(code() == nil)
        let ids = (0..<100).map { JSONValue.string("UHJvZHVjdDo\($0)") }
        #expect(code(String(repeating: " ", count: 30_000), [JSONMember("ids", .array(ids))], [JSONMember("a", .bool(true))]) == nil)
    }

    @Test("Is bounded, wherever it is large")
    func large() {
        let zeros = JSONValue.array(Array(repeating: .number("0"), count: 1000))
        #expect(code(String(repeating: " ", count: 33_000)) == .tooComplex)
        #expect(code("s", [JSONMember("a", zeros)]) == .tooComplex)
        #expect(code("s", [], [JSONMember("a", zeros)]) == .tooComplex)
        #expect(code("s", [JSONMember(String(repeating: "k", count: 33_000), .null)]) == .tooComplex)
        let nested = (0..<600).reduce(JSONValue.null) { inner, _ in .array([inner]) }
        #expect(code("s", [JSONMember("a", nested)]) == .tooComplex)
    }
}
