import Foundation
import Testing

/// A text that a test expects, kept beside it; `RECORD=1` writes it anew.
func expectGolden(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/\(name)")
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
        try text.write(to: file, atomically: true, encoding: .utf8)
        return
    }
    let expected = try String(contentsOf: file, encoding: .utf8)
    guard text != expected else { return }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let expectedLines = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let first = zip(lines, expectedLines).enumerated().first { $0.element.0 != $0.element.1 }
    let place = first.map { "line \($0.offset + 1): \"\($0.element.0)\" instead of \"\($0.element.1)\"" } ?? "another length"
    Issue.record("\(name) differs, \(place); RECORD=1 writes it anew", sourceLocation: sourceLocation)
}
