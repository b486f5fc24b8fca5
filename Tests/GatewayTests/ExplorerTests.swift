import Explorer
import Testing

@testable import Gateway

@Suite("The explorer")
struct ExplorerTests {
    @Test("Is at the root, and at a marketplace's path for its visitors", arguments: ["/", "/t/lumen/", "/t/lumen"])
    func page(path: String) async throws {
        try await RunningServer.run { server in
            let page = try await server.ask(server.get(path, headers: []))
            #expect(page.status == 200)
            #expect(page.headers["content-type"] == "text/html; charset=utf-8")
            #expect(page.text.contains("<title>Souk</title>"))
        }
    }

    @Test("Whether a marketplace exists does not show in its page")
    func unknownTenant() async throws {
        try await RunningServer.run { server in
            let known = try await server.ask(server.get("/t/lumen/", headers: []))
            let unknown = try await server.ask(server.get("/t/nobodys/", headers: []))
            #expect(known.status == unknown.status)
            #expect(known.text == unknown.text)
        }
    }

    @Test("Runs its own scripts alone, and no foreign page shows it in a frame")
    func policy() async throws {
        try await RunningServer.run { server in
            let headers = try await server.ask(server.get("/", headers: [])).headers
            let policy = try #require(headers["content-security-policy"])
            for rule in [
                "default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'",
                "require-trusted-types-for 'script'",
            ] {
                #expect(policy.contains(rule))
            }
            #expect(!policy.contains("unsafe"))
            #expect(headers["x-frame-options"] == "DENY")
            #expect(headers["cross-origin-opener-policy"] == "same-origin")
            #expect(headers["referrer-policy"] == "no-referrer")
            #expect(headers["x-content-type-options"] == "nosniff")
        }
    }

    @Test("Finds whatever it loads, and what that imports")
    func files() async throws {
        try await RunningServer.run { server in
            var waiting = try await server.ask(server.get("/", headers: [])).text.matches(of: /"\/explorer\/([a-z.]+)"/).map {
                String($0.1)
            }
            var seen: Set<String> = []
            while let name = waiting.popLast() {
                guard seen.insert(name).inserted else { continue }
                let file = try await server.ask(server.get("/explorer/\(name)", headers: []))
                #expect(file.status == 200, "\(name)")
                let type = name.hasSuffix(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8"
                #expect(file.headers["content-type"] == type)
                waiting += file.text.matches(of: /from "\.\/([a-z.]+)"/).map { String($0.1) }
            }
            #expect(seen.contains("main.mjs"))
            #expect(seen.contains("explorer.css"))
            #expect(seen.sorted() == ExplorerFile.names)
        }
    }

    @Test(
        "Has nothing else",
        arguments: ["/explorer", "/explorer/", "/explorer/nothing.mjs", "/explorer/../graphql", "/explorer/explorer.html"])
    func unknown(path: String) async throws {
        try await RunningServer.run { server in
            let status = try await server.status(of: server.get(path, headers: []))
            #expect(status == 404)
        }
    }

    @Test("Takes GET and HEAD", arguments: ["/", "/explorer/main.mjs"])
    func methods(path: String) async throws {
        try await RunningServer.run { server in
            let head = try await server.ask(server.get(path, method: "HEAD", headers: []), bodyless: true)
            #expect(head.status == 200)
            let refused = try await server.ask(server.get(path, method: "DELETE", headers: []))
            #expect(refused.status == 405)
            #expect(refused.headers["allow"] == "GET, HEAD, OPTIONS")
        }
    }

    @Test(
        "Somebody who opens GraphQL's address in a browser is led to it; whoever asks something is answered",
        arguments: [
            ("/graphql", ["Accept: text/html,application/xhtml+xml,*/*;q=0.8"], 303, "/"),
            ("/t/lumen/graphql", ["Accept: text/html"], 303, "/t/lumen/"),
            ("/graphql", ["Accept: text/html;q=0"], 406, nil),
            ("/graphql", ["Accept: */*"], 400, nil),
            ("/graphql", [], 400, nil),
            ("/t/lumen/graphql?query=%7Ba%7D", ["Accept: text/html,*/*;q=0.8"], 200, nil),
        ] as [(String, [String], Int, String?)])
    func visits(path: String, headers: [String], status: Int, location: String?) async throws {
        try await RunningServer.run { server in
            let reply = try await server.ask(server.get(path, headers: headers))
            #expect(reply.status == status)
            #expect(reply.headers["location"] == location)
            if location != nil { #expect(reply.headers["vary"] == "accept") }
        }
    }

    @Test("Is not there where a deployment wants none; a page without scripts is")
    func switchedOff() async throws {
        try await RunningServer.run {
            $0.servesExplorer = false
        } _: { server in
            let page = try await server.ask(server.get("/", headers: []))
            #expect(page.status == 200)
            #expect(!page.text.contains("<script"))
            #expect(page.text.contains("/schema.graphql"))
            #expect(try await server.status(of: server.get("/explorer/main.mjs", headers: [])) == 404)
            let visit = try await server.ask(server.get("/graphql", headers: ["Accept: text/html"]))
            #expect(visit.status == 406)
        }
    }
}
