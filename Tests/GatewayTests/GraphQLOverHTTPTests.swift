import Access
import GraphModel
import GraphQLLanguage
import JSON
import Testing

@testable import Gateway

@Suite("GraphQL over HTTP")
struct GraphQLOverHTTPTests {
    @Test("A POST is answered, as whom the token says")
    func post() async throws {
        try await RunningServer.run { server in
            let reply = try await server.ask(server.post("{ __typename }"))
            #expect(reply.status == 200)
            #expect(reply.text == #"{"data":{"__typename":"Query"}}"#)
            #expect(reply.headers["content-type"] == "application/json; charset=utf-8")
            #expect(reply.headers["date"] != nil)
            #expect(server.service.lastPrincipal == Principal(tenant: 1, role: .buyer, subject: "9"))
        }
    }

    @Test("A GET may query, and may not change anything")
    func get() async throws {
        try await RunningServer.run { server in
            #expect(try await server.status(of: server.get("/graphql?query=%7B__typename%7D")) == 200)
            let refused = try await server.ask(server.get("/graphql?query=mutation%7Ba%7D"))
            #expect(refused.status == 405)
            #expect(refused.headers["allow"] == "POST")
            let head = try await server.ask(server.get("/graphql?query=%7B__typename%7D", method: "HEAD"), bodyless: true)
            #expect(head.status == 200)
            #expect(head.headers["content-length"] == "31")
        }
    }

    @Test(
        "Requests that are wrong before GraphQL begins have their own status",
        arguments: [
            ("POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}", 415, "VALIDATION"),
            ("POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}", 415, "VALIDATION"),
            ("POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1\r\n\r\n{", 400, "SYNTAX"),
            ("POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 0\r\n\r\n", 400, "SYNTAX"),
            ("POST /graphql HTTP/1.1\r\nHost: x\r\nAccept: image/png\r\nContent-Length: 0\r\n\r\n", 406, "VALIDATION"),
            ("PATCH /graphql HTTP/1.1\r\nHost: x\r\n\r\n", 405, "VALIDATION"),
            ("GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n", 404, "NOT_FOUND"),
            ("POST /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", 405, "VALIDATION"),
            ("GET /graphql?query=a HTTP/1.1\r\nHost: x\r\nAuthorization: a\r\nAuthorization: b\r\n\r\n", 400, "VALIDATION"),
            ("GET /healthz HTTP/1.1\r\n\r\n", 400, "VALIDATION"), ("GET http://x/nowhere HTTP/1.1\r\nHost: x\r\n\r\n", 404, "NOT_FOUND"),
            ("GARBAGE\r\n\r\n", 400, "VALIDATION"), ("GET / HTTP/9.9\r\n\r\n", 400, "VALIDATION"),
            ("POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Encoding: br\r\nContent-Length: 0\r\n\r\n", 415, "VALIDATION"),
            ("GET /graphql?query=%7Ba%7D HTTP/1.1\r\nHost: x\r\n\r\n", 401, "UNAUTHENTICATED"),
            ("GET /graphql?query=%7Ba%7D HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x.y.z\r\n\r\n", 401, "UNAUTHENTICATED"),
            ("GET /t/halcyon/graphql?query=%7Ba%7D HTTP/1.1\r\nHost: x\r\n\r\n", 401, "UNAUTHENTICATED"),
        ])
    func refused(request: String, status: Int, code: String) async throws {
        try await RunningServer.run { server in
            let reply = try await server.ask(request)
            #expect(reply.status == status)
            let body = try JSONParser.parse(reply.body)
            guard case .array(let errors)? = body["errors"] else { throw Wire.Silence() }
            #expect(errors.first?["extensions"]?["code"] == .string(code))
            #expect(body["data"] == nil)
            if status == 401 { #expect(reply.headers["www-authenticate"]?.hasPrefix("Bearer") == true) }
            if status == 405 { #expect(reply.headers["allow"] != nil) }
        }
    }

    @Test("A visitor is let in by path or host where the tenant admits visitors")
    func visitors() async throws {
        try await RunningServer.run { server in
            let byPath = try await server.status(of: server.get("/t/lumen/graphql?query=%7Ba%7D", headers: []))
            #expect(byPath == 200)
            #expect(server.service.lastPrincipal == .visitor(of: 1))
            let byHost = try await server.status(of: "GET /graphql?query=a HTTP/1.1\r\nHost: Lumen.example:80\r\n\r\n")
            #expect(byHost == 200)
            // A target may be a whole address, whose host then counts.
            let byTarget = "GET HTTP://lumen.example:80/graphql?query=a HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n"
            #expect(try await server.status(of: byTarget) == 200)
            #expect(try await server.status(of: "GET http://lumen.example HTTP/1.1\r\nHost: x\r\n\r\n") == 200)
            #expect(try await server.status(of: "GET http://lumen.example?query=a HTTP/1.1\r\nHost: x\r\n\r\n") == 200)
            #expect(try await server.status(of: "GET /healthz HTTP/1.0\r\n\r\n") == 200)
            let otherTenant = try await server.status(of: server.post("{a}", path: "/t/halcyon/graphql"))
            #expect(otherTenant == 401)
            let ownTenant = try await server.status(of: server.post("{a}", path: "/t/lumen/graphql"))
            #expect(ownTenant == 200)
        }
    }

    @Test("What the service refuses keeps its code; who comes too often learns when to come back", arguments: GraphQLError.Code.allCases)
    func codes(code: GraphQLError.Code) async throws {
        try await RunningServer.run { server in
            let reply = try await server.ask(server.post(code.rawValue, headers: ["Accept: application/graphql-response+json"]))
            #expect(reply.headers["content-type"] == "application/graphql-response+json; charset=utf-8")
            #expect((400...599).contains(reply.status))
            #expect(reply.text.contains(code.rawValue))
            if code == .rateLimited { #expect(reply.headers["retry-after"] == "7") }
        }
    }

    @Test(
        "A browser's request from another site is refused unless its origin is allowed",
        arguments: [
            ([], 200), (["Sec-Fetch-Site: cross-site"], 403), (["Sec-Fetch-Site: same-site"], 403), (["Sec-Fetch-Site: same-origin"], 200),
            (["Sec-Fetch-Site: none"], 200), (["Origin: https://evil.example"], 403),
            (["Origin: https://shop.example", "Sec-Fetch-Site: cross-site"], 200),
            (["Origin: null"], 403), (["Sec-Fetch-Site: cross-site", "X-Requested-With: x"], 200),
        ] as [([String], Int)])
    func csrf(headers: [String], status: Int) async throws {
        try await RunningServer.run {
            $0.cors.origins = .only(["https://shop.example"])
        } _: { server in
            let answered = try await server.status(of: server.get("/t/lumen/graphql?query=%7Ba%7D", headers: headers))
            #expect(answered == status)
        }
    }

    @Test("A preflight is answered for allowed origins only")
    func cors() async throws {
        try await RunningServer.run {
            $0.cors.origins = .only(["https://shop.example"])
        } _: { server in
            func preflight(_ origin: String, asking names: String? = nil) async throws -> Wire.Reply {
                let asked = names.map { ["Access-Control-Request-Headers: \($0)"] } ?? []
                return try await server.ask(
                    server.get(
                        "/graphql", method: "OPTIONS", headers: ["Origin: \(origin)", "Access-Control-Request-Method: POST"] + asked))
            }
            let allowed = try await preflight("https://shop.example")
            #expect(allowed.status == 204)
            #expect(allowed.headers["access-control-allow-origin"] == "https://shop.example")
            #expect(allowed.headers["access-control-allow-headers"]?.contains("authorization") == true)
            #expect(allowed.headers["vary"]?.contains("origin") == true)
            // Apollo's and tracers' own headers, whatever their names.
            let named = try await preflight("https://shop.example", asking: "apollographql-client-name,traceparent")
            #expect(named.headers["access-control-allow-headers"] == "apollographql-client-name,traceparent")
            #expect(named.headers["vary"]?.contains("access-control-request-headers") == true)
            let odd = try await preflight("https://shop.example", asking: "a;b<script>")
            #expect(odd.headers["access-control-allow-headers"]?.hasPrefix("accept, authorization") == true)
            let other = try await preflight("https://evil.example", asking: "traceparent")
            #expect(other.headers["access-control-allow-origin"] == nil)
            #expect(other.headers["access-control-allow-headers"] == nil)
        }
    }

    @Test("OPTIONS tells the methods of an address, and needs nobody's token")
    func options() async throws {
        try await RunningServer.run { server in
            let graphQL = try await server.ask(server.get("/graphql", method: "OPTIONS", headers: []))
            #expect(graphQL.status == 204)
            #expect(graphQL.headers["allow"] == "GET, HEAD, POST, OPTIONS")
            #expect(graphQL.headers["access-control-allow-origin"] == nil)
            #expect(try await server.ask(server.get("/healthz", method: "OPTIONS", headers: [])).headers["allow"] == "GET, HEAD, OPTIONS")
            #expect(try await server.status(of: server.get("/nowhere", method: "OPTIONS", headers: [])) == 404)
        }
    }

    @Test("The addresses beside GraphQL answer")
    func operations() async throws {
        try await RunningServer.run { server in
            #expect(try await server.status(of: server.get("/healthz", headers: [])) == 200)
            #expect(try await server.ask(server.get("/readyz", headers: [])).text == "ready\ngraph: version 1\n")
            server.service.setReady(false)
            let notReady = try await server.ask(server.get("/readyz", headers: []))
            #expect(notReady.status == 503)
            #expect(notReady.text.contains("database: no connection"))
            #expect(try await server.ask(server.get("/schema.graphql")).text == "type Query { buyer: Int }\n")
            #expect(try await server.ask(server.get("/t/lumen/schema.graphql", headers: [])).text == "type Query { anonymous: Int }\n")
            #expect(try await server.status(of: server.get("/schema.graphql", headers: [])) == 401)
            #expect(try await server.ask(server.get("/", headers: [])).headers["content-type"] == "text/html; charset=utf-8")
            _ = try await server.ask(server.post("{ a }"))
            let metrics = try await server.ask(server.get("/metrics", headers: [])).text
            #expect(metrics.contains(#"souk_requests_total{role="buyer",outcome="complete"} 1"#))
            #expect(metrics.contains(#"souk_http_responses_total{route="healthz",status="2xx"} 1"#))
            #expect(metrics.contains(#"souk_request_seconds_bucket{le="+Inf"} 1"#))
        }
    }
}
