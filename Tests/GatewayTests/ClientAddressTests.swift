import NIOCore
import Testing

@testable import Gateway

@Suite("Where a request comes from")
struct ClientAddressTests {
    private func text(_ forwarded: String?, proxies: Int, peer: String? = "198.51.100.1") throws -> String? {
        ClientAddress.text(peer: try peer.map { try SocketAddress(ipAddress: $0, port: 9) }, forwarded: forwarded, proxies: proxies)
    }

    @Test("Without proxies whoever is connected, whatever is said")
    func direct() throws {
        #expect(try text(nil, proxies: 0) == "198.51.100.1")
        #expect(try text("203.0.113.9", proxies: 0) == "198.51.100.1")
        #expect(try text("203.0.113.9", proxies: 0, peer: nil) == nil)
    }

    @Test("Behind proxies the address that the outermost of them saw: what stands before it anybody can write")
    func forwarded() throws {
        #expect(try text("203.0.113.9", proxies: 1) == "203.0.113.9")
        #expect(try text("1.1.1.1, 2.2.2.2 ,203.0.113.9", proxies: 1) == "203.0.113.9")
        #expect(try text("1.1.1.1,203.0.113.9, 10.0.0.1", proxies: 2) == "203.0.113.9")
        #expect(try text("203.0.113.9:4711", proxies: 1) == "203.0.113.9")
    }

    @Test("Whose request names fewer addresses than there are proxies, or none, is whoever is connected")
    func past() throws {
        #expect(try text(nil, proxies: 1) == "198.51.100.1")
        #expect(try text("203.0.113.9", proxies: 2) == "198.51.100.1")
        for text in ["unknown", "", "1.1.1.1,", "_hidden", "1.1.1.1.1", "[::1", "999.1.1.1"] {
            #expect(try self.text(text, proxies: 1) == "198.51.100.1", "\(text)")
        }
    }

    @Test("All addresses of a household in IPv6 are one; IPv4 that is written as IPv6, or translated to it, is IPv4")
    func version6() throws {
        let one = try text("2001:db8:1:2:3:4:5:6", proxies: 1)
        #expect(one == "2001:db8:1:0::/56")
        #expect(try text("[2001:db8:1:2::ffff]:443", proxies: 1) == one)
        #expect(try text(nil, proxies: 0, peer: "2001:db8:1:2::9") == one)
        #expect(try text("2001:db8:1:ff::1", proxies: 1) == one)
        #expect(try text("2001:db8:1:100::1", proxies: 1) == "2001:db8:1:100::/56")
        #expect(try text("64:ff9b::203.0.113.9", proxies: 1) == "203.0.113.9")
        #expect(try text("::ffff:203.0.113.9", proxies: 1) == "203.0.113.9")
        #expect(try text(nil, proxies: 0, peer: "::ffff:203.0.113.9") == "203.0.113.9")
    }

    @Test("It is told for visitors whose rate is limited, with the addresses of several headers in their order")
    func told() async throws {
        try await RunningServer.run({ $0.proxies = 2 }) { server in
            let body = #"{"query":"{ a }"}"#
            func ask(_ tenant: String, _ headers: String) async throws {
                let wire = try await Wire.connect(server)
                try await wire.send(
                    "POST /t/\(tenant)/graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
                )
                #expect(try await wire.reply().status == 200)
            }
            try await ask("limited", "X-Forwarded-For: 1.1.1.1\r\nx-forwarded-for: 203.0.113.9, 10.0.0.1\r\n")
            #expect(server.service.addresses == ["203.0.113.9"])
            try await ask("limited", "")
            #expect(server.service.addresses.last == "127.0.0.1")
            // Nobody needs it of others.
            try await ask("lumen", "X-Forwarded-For: 203.0.113.9, 10.0.0.1\r\n")
            #expect(server.service.addresses.last == .some(nil))
        }
    }
}
