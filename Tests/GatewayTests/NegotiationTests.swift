import Execution
import GraphQLLanguage
import NIOHTTP1
import Testing

@testable import Gateway

@Suite("Negotiation")
struct NegotiationTests {
    @Test(
        "The format follows the Accept header and its weights",
        arguments: [
            (nil, .json), ("*/*", .json), ("application/*", .json), ("application/json", .json), ("Application/JSON", .json),
            ("application/graphql-response+json", .graphQLResponse),
            ("application/graphql-response+json, application/json", .graphQLResponse),
            ("application/json, application/graphql-response+json", .graphQLResponse),
            ("application/json;q=0.5, application/graphql-response+json", .graphQLResponse),
            ("application/graphql-response+json;q=0.4, application/json;q=0.9", .json),
            ("application/graphql-response+json;charset=utf-8, application/json;q=0.9", .graphQLResponse),
            ("application/graphql-response+json ; q=0.1 , */*;q=0.01", .graphQLResponse), ("text/html, */*;q=0.8", .json),
            ("application/json;q=0, */*", .graphQLResponse), ("application/graphql-response+json;q=0, */*", .json),
            ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", .json), ("image/png", nil), ("application/json;q=0", nil),
            ("application/json;q=2", nil), ("", nil), (",,;", nil), ("application/json;charset=latin1", nil), ("text/event-stream", nil),
        ] as [(String?, ResponseFormat?)])
    func accept(header: String?, expected: ResponseFormat?) {
        #expect(ResponseFormat.negotiated(accept: header) == expected)
    }

    @Test(
        "A body is JSON in UTF-8 or nothing",
        arguments: [
            (nil, false), ("application/json", true), ("application/json; charset=utf-8", true), ("Application/Json;Charset=UTF-8", true),
            ("application/json; charset=\"utf-8\"", true), ("application/json; foo=bar", true), ("application/json; charset=latin1", false),
            ("text/plain", false), ("application/x-www-form-urlencoded", false), ("multipart/form-data; boundary=x", false), ("", false),
            ("application/jsonx", false), ("text/plain; application/json", false), (";", false),
        ] as [(String?, Bool)])
    func bodyType(header: String?, expected: Bool) {
        #expect(BodyType.isJSON(header) == expected)
    }

    @Test(
        "Statuses follow the draft",
        arguments: [
            (.complete, .json, 200), (.complete, .graphQLResponse, 200), (.partial(.internal), .json, 200),
            (.partial(.internal), .graphQLResponse, 294),
            (.refused(.syntax), .json, 200), (.refused(.syntax), .graphQLResponse, 400), (.refused(.badVariable), .graphQLResponse, 400),
            (.refused(.rateLimited), .json, 429), (.refused(.unavailable), .graphQLResponse, 503), (.refused(.internal), .json, 500),
            (.refused(.timeout), .json, 504), (.refused(.forbidden), .graphQLResponse, 403), (.methodRefused, .json, 405),
        ] as [(GraphQLResponse.Outcome, ResponseFormat, UInt)])
    func statuses(outcome: GraphQLResponse.Outcome, format: ResponseFormat, expected: UInt) {
        #expect(StatusPolicy.draft.status(of: outcome, in: format).code == expected)
        let legacy = StatusPolicy.legacy.status(of: outcome, in: format).code
        #expect(legacy == (expected == 294 ? 200 : expected))
    }

    @Test(
        "Paths lead to routes, and only a tenant's name can name a tenant",
        arguments: [
            ("/graphql", .graphQL(tenant: nil)), ("/t/lumen/graphql", .graphQL(tenant: "lumen")),
            ("/t/a-1/schema.graphql", .schema(tenant: "a-1")),
            ("/", .index), ("/healthz", .health), ("/graphql/", .unknown), ("/t//graphql", .unknown), ("/t/Lumen/graphql", .unknown),
            ("/t/lumen/graphql/x", .unknown), ("/t/1a/graphql", .unknown), ("/t/%61/graphql", .unknown), ("", .unknown),
            ("graphql", .unknown),
            ("/t/" + String(repeating: "a", count: 64) + "/graphql", .unknown),
        ] as [(String, Route)])
    func routes(path: String, expected: Route) {
        #expect(Route(path: path[...]) == expected)
    }

    @Test(
        "A host's name is taken without its port",
        arguments: [
            ("Lumen.Example:8080", "lumen.example"), ("lumen.example", "lumen.example"), ("[::1]:80", "[::1]"), ("[", "["), ("", nil), (":80", nil),
        ] as [(String, String?)])
    func hosts(header: String, expected: String?) {
        #expect(HostName.withoutPort(header) == expected)
    }

    @Test(
        "A date is written as HTTP wants it",
        arguments: [
            (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
            (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
            (1_709_251_199, "Thu, 29 Feb 2024 23:59:59 GMT"), (4_102_444_800, "Fri, 01 Jan 2100 00:00:00 GMT"),
        ])
    func dates(seconds: Int, expected: String) {
        #expect(HTTPDate.text(secondsSince1970: seconds) == expected)
    }
}
