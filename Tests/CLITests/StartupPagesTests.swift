import Foundation
import Testing

@testable import souk

@Suite("Pages that only starting needed")
struct StartupPagesTests {
    @Test("go at any time, and the program runs on")
    func running() throws {
        for _ in 1...3 {
            // The program and the C library, two segments of each, at the least.
            #expect(StartupPages.giveBack() >= 4)
            let words = (0..<1000).map { "word\($0)" }.sorted()
            let text = String(decoding: try JSONEncoder().encode(words), as: UTF8.self)
            #expect(text.contains("word999"))
        }
    }
}
