import Execution
import NIOCore
import Testing

@testable import Gateway

/// Answers that are sent while they are still made.
@Suite("Answers in parts, over HTTP")
struct PartsTests {
    private static func figures(_ server: RunningServer) async throws -> String {
        try await server.ask(server.get("/metrics", headers: [])).text
    }

    @Test("Each part leaves when it is there, in chunks, and the connection goes on behind the last")
    func parts() async throws {
        try await RunningServer.run { server in
            let wire = try await Wire.connect(server)
            try await wire.send(server.post("parts 3 300 complete") + server.post("{ a }"))
            try await wire.hasReceived(Self.beginning(of: 1))
            #expect(server.service.answered == 1)
            let reply = try await wire.reply()
            #expect(reply.headers["transfer-encoding"] == "chunked" && reply.headers["content-length"] == nil)
            #expect(reply.status == 200 && reply.text == PartsScript.text(ofParts: 3))
            #expect(try await wire.reply().text == #"{"data":{"__typename":"Query"}}"#)
            let figures = try await Self.figures(server)
            #expect(figures.contains(#"souk_requests_total{role="buyer",outcome="complete"} 2"#), "\(figures)")
            #expect(figures.contains("souk_sent_bytes_total \(PartsScript.text(ofParts: 3).utf8.count + 31)\n"), "\(figures)")
        }
    }

    /// What is there for certain when so many parts have come.
    private static func beginning(of parts: Int) -> Int { parts * PartsScript.partSize }

    @Test("Who cannot take chunks, asks for many answers at once, or for none of the body, gets it whole")
    func whole() async throws {
        try await RunningServer.run {
            $0.limits.batch = 2
        } _: { server in
            let old = server.post("parts 3 0 complete").replacing("HTTP/1.1", with: "HTTP/1.0")
            let batch = server.post(body: #"[{"query":"parts 3 0 complete"}]"#)
            let head = server.get("/graphql?query=parts%203%200%20complete", method: "HEAD")
            for (request, isHead) in [(old, false), (batch, false), (head, true)] {
                let reply = try await server.ask(request, bodyless: isHead)
                #expect(reply.status == 200 && reply.headers["content-length"] != nil && reply.headers["transfer-encoding"] == nil)
            }
            #expect(server.service.requests.map(\.takesParts) == [false, false, false])
        }
    }

    @Test("What cannot be brought to its end has none: the connection is closed in the middle, and it is counted by its code")
    func broken() async throws {
        try await RunningServer.run { server in
            let wire = try await Wire.connect(server)
            try await wire.send(server.post("parts 2 50 broken") + server.post("{ a }"))
            try await wire.closure()
            await #expect(throws: Wire.Silence.self) { try await wire.reply(within: .milliseconds(100)) }
            #expect(server.service.answered == 1 && server.service.cancelled == 0)
            let figures = try await Self.figures(server)
            #expect(figures.contains(#"souk_requests_total{role="buyer",outcome="TIMEOUT"} 1"#), "\(figures)")
            #expect(figures.contains("souk_answers_broken_off_total 1\n") && figures.contains("souk_requests_abandoned_total 0\n"))
        }
    }

    @Test("Its status is that of its beginning, whatever comes behind, and it is counted by how it went")
    func status() async throws {
        try await RunningServer.run { server in
            for (query, status) in [("partial", 294), ("parts 1 0 partial", 200)] {
                let reply = try await server.ask(server.post(query, headers: ["Accept: application/graphql-response+json"]))
                #expect(reply.status == status)
            }
            #expect(try await Self.figures(server).contains(#"souk_requests_total{role="buyer",outcome="partial"} 2"#))
        }
    }

    @Test("It is compressed part by part", arguments: ["gzip", "deflate"])
    func compressed(coding: String) async throws {
        try await RunningServer.run {
            $0.compressesFrom = 1
        } _: { server in
            let wire = try await Wire.connect(server)
            try await wire.send(server.post("parts 5 1000 complete", headers: ["Accept-Encoding: \(coding)"]) + server.post("{ a }"))
            // A hundred thousand times the same letter are some hundred bytes.
            try await wire.hasReceived(400)
            #expect(server.service.answered == 1)
            let reply = try await wire.reply()
            #expect(reply.headers["content-encoding"] == coding && reply.body.count < 5000)
            if coding == "gzip" { #expect(try SystemGzip.inflate(reply.body) == Array(PartsScript.text(ofParts: 5).utf8)) }
            #expect(try await wire.reply().status == 200)
        }
    }

    @Test("A client that leaves stops what makes its answer")
    func gone() async throws {
        try await RunningServer.run { server in
            let wire = try await Wire.connect(server)
            try await wire.send(server.post("parts 2 10 open"))
            try await wire.hasReceived(Self.beginning(of: 2))
            try await wire.close()
            while server.service.cancelled == 0 { try await Task.sleep(for: .milliseconds(5)) }
            #expect(try await Self.figures(server).contains("souk_requests_abandoned_total 1\n"))
        }
    }

    @Test("A slow client keeps neither others waiting nor what makes its answer, and gets all of it")
    func slow() async throws {
        try await RunningServer.run { server in
            let wire = try await Wire.connect(server, autoRead: false)
            try await wire.send(server.post("parts 100 1 complete"))
            // Its end is counted when it is made, whatever of it was sent.
            while try await !Self.figures(server).contains(#"outcome="complete"} 1"#) { try await Task.sleep(for: .milliseconds(20)) }
            #expect(try await server.ask(server.post("{ a }")).status == 200)
            try await wire.takeAll()
            #expect(try await wire.reply().text == PartsScript.text(ofParts: 100))
        }
    }

    @Test("A client that takes nothing is let go of; one for which nothing is made meanwhile is not")
    func standstill() async throws {
        try await RunningServer.run {
            $0.timeouts.write = .seconds(1)
        } _: { server in
            let stuck = try await Wire.connect(server, autoRead: false)
            try await stuck.send(server.post("parts 100 1 complete"))
            let patient = try await Wire.connect(server)
            try await patient.send(server.post("parts 1 2500 complete"))
            #expect(try await patient.reply().text == PartsScript.text(ofParts: 1))
            try await stuck.takeAll()
            try await stuck.closure()
        }
    }

    @Test("A client that stops to take its answer, whenever that is, is let go of", arguments: [0, 1, 4, 16])
    func stops(after times: Int) async throws {
        try await RunningServer.run {
            $0.timeouts.write = .seconds(1)
        } _: { server in
            // More than the systems of both sides hold.
            let wire = try await Wire.connect(server, autoRead: false)
            try await wire.send(server.post("parts 200 5 open"))
            for _ in 0..<times {
                try await Task.sleep(for: .milliseconds(20))
                wire.takeSome()
            }
            while server.service.cancelled == 0 { try await Task.sleep(for: .milliseconds(5)) }
            try await wire.takeAll()
            try await wire.closure()
        }
    }

    @Test("Where there is no room left, whoever holds most gives way to who takes an answer as it comes")
    func share() async throws {
        try await RunningServer.run {
            // Each loop has room for one answer of ten megabytes, and not for a part besides.
            $0.limits.unsent = ((10 << 20) + PartsScript.partSize / 2) * System.coreCount
        } _: { server in
            var slow: [Wire] = []
            for _ in 0..<(4 * System.coreCount) {
                let wire = try await Wire.connect(server, autoRead: false)
                try await wire.send(server.post("huge"))
                slow.append(wire)
            }
            while server.service.answered < slow.count { try await Task.sleep(for: .milliseconds(1)) }
            // None of them has stood still for so long that it would give way for that.
            for _ in 0..<(2 * System.coreCount) {
                #expect(try await server.ask(server.post("parts 5 1 complete")).text == PartsScript.text(ofParts: 5))
            }
            #expect(try await Self.figures(server).contains("souk_answers_broken_off_total 0\n"))
        }
    }

    @Test("Without room for more of it, it is broken off, and what makes it is stopped")
    func room() async throws {
        try await RunningServer.run {
            $0.limits.unsent = (3 << 20) * System.coreCount
        } _: { server in
            let wire = try await Wire.connect(server, autoRead: false)
            try await wire.send(server.post("parts 200 1 complete"))
            while server.service.cancelled == 0 { try await Task.sleep(for: .milliseconds(5)) }
            try await wire.takeAll()
            try await wire.closure()
            await #expect(throws: Wire.Silence.self) { try await wire.reply(within: .milliseconds(100)) }
            #expect(try await Self.figures(server).contains(#"outcome="UNAVAILABLE"} 1"#))
            // What it held is free again.
            #expect(try await server.ask(server.post("parts 20 0 complete")).text == PartsScript.text(ofParts: 20))
        }
    }
}
