import Access
import GraphModel
import GraphQLLanguage
import JSON
import TestDatabase
import Testing

@testable import Execution

@Suite("An operation that is asked again with other variables", .serialized)
struct AskedAgainTests {
    private static let gateway = Task { try await TestGateway(MarketDatabase.demo(in: .shared())) }

    /// What is kept of the operation is what the variables before had it keep.
    @Test(
        "is answered by these variables",
        arguments: [
            (
                "query ($v: Boolean!) { merchants(first: 1) { nodes { databaseId ...F } } } fragment F on Merchant { name @include(if: $v) }",
                ["true", "false", "true"]
            ),
            ("query ($v: Boolean = true) { merchants(first: 1) { nodes { databaseId name @skip(if: $v) } } }", ["false", "true", "false"]),
            ("query ($v: String!) { __type(name: $v) { name kind } }", [#""Merchant""#, #""Buyer""#, #""Nothing""#]),
            ("query ($v: Int!) { merchants(first: $v) { nodes { databaseId } } }", ["1", "3", "2"]),
            (
                "query ($v: MerchantFilter) { merchants(first: 5, filter: $v) { nodes { databaseId region } } }",
                [
                    "null", #"{"databaseId": {"eq": "3"}}"#, #"{"or": [{"databaseId": {"eq": "2"}}, {"databaseId": {"eq": "4"}}]}"#, "null",
                ]
            ),
            (
                "query ($v: [MerchantOrderBy!]) { merchants(first: 3, orderBy: $v) { nodes { databaseId } } }",
                [
                    "null", #"[{"databaseId": "ASC"}]"#, #"[{"databaseId": "DESC"}]"#,
                ]
            ),
        ])
    func again(text: String, values: [String]) async throws {
        let gateway = try await Self.gateway.value
        let viewer = Principal(tenant: try await gateway.tenant("bazaar"), role: .operator)
        let variables = try values.map { [JSONMember("v", try JSONParser.parse(Array($0.utf8)))] }
        // Under a name of its own nothing is known of it.
        var afresh: [String] = []
        for (number, sent) in variables.enumerated() {
            let answer = try await gateway.answer("query Afresh\(number) " + text.dropFirst("query ".count), sent, as: viewer)
            #expect(answer.errors.isEmpty, "\(answer.text)")
            afresh.append(answer.text)
        }
        #expect(Set(afresh).count > 1)
        for _ in 1...2 {
            for (sent, expected) in zip(variables, afresh) {
                #expect(try await gateway.answer(text, sent, as: viewer).text == expected)
            }
        }
    }
}
