import Foundation
import FuzzTargets
import Testing

@Suite("What was fuzzed")
struct SeedTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Seeds")

    private static func seeds(of target: FuzzTarget) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: folder.appending(path: target.rawValue), includingPropertiesForKeys: nil)
            .sorted { $0.path < $1.path }
    }

    @Test("Every seed, and what fuzzing once found, keeps the promises", arguments: FuzzTarget.allCases)
    func seeds(target: FuzzTarget) throws {
        let seeds = try Self.seeds(of: target)
        #expect(!seeds.isEmpty)
        for seed in seeds {
            let bytes = Array(try Data(contentsOf: seed))
            #expect(throws: Never.self, "\(seed.lastPathComponent)") { try target.feed(bytes) }
        }
    }

    @Test("Every seed, cut off anywhere, keeps them as well", arguments: FuzzTarget.allCases)
    func cut(target: FuzzTarget) throws {
        for seed in try Self.seeds(of: target) {
            let bytes = Array(try Data(contentsOf: seed))
            for end in stride(from: 0, to: bytes.count, by: 7) {
                #expect(throws: Never.self, "\(seed.lastPathComponent) to \(end)") { try target.feed(Array(bytes[..<end])) }
            }
        }
    }
}
