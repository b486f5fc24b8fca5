import NIOCore
import Testing

@testable import Gateway

@Suite("Who is told figures")
struct MetricsTests {
    /// An address of this machine that others can reach too: whoever connects by it looks like one of them.
    static let outerAddress = (try? System.enumerateDevices())?.compactMap(\.address).first { address in
        address.protocol == .inet && !address.isThisMachine
    }?.ipAddress

    @Test(
        "What this machine has to itself",
        arguments: [
            ("127.0.0.1", true), ("127.9.9.9", true), ("::1", true), ("::ffff:127.0.0.1", true), ("10.0.0.1", false), ("0.0.0.0", false),
            ("::", false), ("::2", false), ("::127.0.0.1", false), ("::ffff:10.0.0.1", false), ("1::1", false), ("fe80::1", false),
        ])
    func addresses(address: String, isThisMachine: Bool) throws {
        #expect(try SocketAddress(ipAddress: address, port: 1).isThisMachine == isThisMachine)
    }

    @Test(
        "On the clients' port figures are for this machine, and everything else is for everybody",
        .enabled(if: outerAddress != nil, "this machine has no address but its own"))
    func shared() async throws {
        try await RunningServer.run {
            $0.host = "0.0.0.0"
        } _: { server in
            #expect(try await server.status(of: server.get("/metrics", headers: [])) == 200)
            #expect(try await server.ask(server.get("/readyz", headers: [])).text == "ready\ngraph: version 1\n")
            let outside = try #require(Self.outerAddress)
            for method in ["GET", "HEAD", "OPTIONS"] {
                let request = server.get("/metrics", method: method, headers: [])
                let reply = try await server.ask(request, bodyless: method == "HEAD", at: outside)
                #expect(reply.status == 404)
            }
            #expect(try await server.ask(server.get("/readyz", headers: []), at: outside).text == "ready\n")
            #expect(try await server.ask(server.post("{ a }"), at: outside).status == 200)
            server.service.setReady(false)
            let notReady = try await server.ask(server.get("/readyz", headers: []), at: outside)
            #expect((notReady.status, notReady.text) == (503, "not ready\n"))
        }
    }

    @Test("With a port of their own they are there alone, and nothing else is")
    func apart() async throws {
        try await RunningServer.run {
            $0.metrics = GatewayConfiguration.MetricsAddress(port: 0)
        } _: { server in
            let port = try #require(server.metricsPort)
            #expect(try await server.status(of: server.get("/metrics", headers: [])) == 404)
            #expect(try await server.status(of: server.get("/healthz", headers: [])) == 200)
            let figures = try await server.ask(server.get("/metrics", headers: []), port: port)
            #expect(figures.status == 200 && figures.headers["content-type"] == PrometheusText.contentType)
            #expect(figures.text.contains(#"souk_http_responses_total{route="healthz",status="2xx"} 1"#))
            #expect(figures.text.contains("\nsouk_connections_accepted_total 2\n"))
            for request in [server.post("{ a }"), server.get("/"), server.get("/schema.graphql"), server.get("/oauth/grants")] {
                #expect(try await server.ask(request, port: port).status == 404)
            }
        }
    }
}
