import Foundation
import JSON
import Testing

@Suite("What the README tells partners")
struct ReadmeFlowTests {
    @Test("The OAuth flow works as it is written, from the page to the end of the token")
    func flow() async throws {
        let readme = try String(contentsOf: Places.root.appending(path: "README.md"), encoding: .utf8)
        let section = try #require(readme.range(of: "### One click to a token"))
        let rest = readme[section.upperBound...]
        let start = try #require(rest.range(of: "```sh\n"))
        let end = try #require(rest.range(of: "\n```", range: start.upperBound..<rest.endIndex))
        let script = String(rest[start.upperBound..<end.lowerBound])

        let ground = try await AccessGround.make()
        let (_, client) = try await ground.app("README", secret: "souk_secret_readme")
        let output = try await run(
            script.replacingOccurrences(of: "\ncurl", with: "\necho; curl"),
            [
                "URL": "http://127.0.0.1:\(ground.gateways[0].port)", "CLIENT": client, "SECRET": "souk_secret_readme",
                "OWNER": try await ground.ownerToken(),
            ])
        let lines = output.split(separator: "\n").map(String.init)
        try #require(lines.count == 6, "\(output)")
        #expect(lines[0].contains("<h1>README asks for access</h1>"))
        let answers = lines.dropFirst().map { (try? JSONParser.parse(Array($0.utf8))) ?? .null }
        #expect(answers[0]["scope"]?.string == "orders:read products:read")
        #expect(answers[1].value(at: "data.orders.totalCount") != nil)
        #expect(answers[2]["scope"]?.string == "products:read")
        #expect(answers[3]["active"] == .bool(true))
        #expect(answers[4] == .object([]))
    }

    private func run(_ script: String, _ environment: [String: String]) async throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["-euc", script]
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        #expect(try await process.ended() == 0)
        return text
    }
}
