import Testing

@testable import Execution

@Suite("Values of which the least used leave")
struct SecondChancesTests {
    @Test("Never more than the bound, and each that comes turns out one")
    func bounded() {
        var kept = SecondChances<Int, String>()
        for key in 0..<5 { #expect(kept.keep("\(key)", for: key, bound: 5) == nil) }
        for key in 5..<50 {
            #expect(kept.keep("\(key)", for: key, bound: 5) != nil)
            #expect(kept.count == 5)
            #expect(kept.use(key) == "\(key)")
        }
    }

    @Test("What was used since the last round stays, the next that was not leaves")
    func used() {
        var kept = SecondChances<Int, String>()
        for key in 0..<4 { _ = kept.keep("\(key)", for: key, bound: 4) }
        _ = kept.use(0)
        _ = kept.use(1)
        #expect(kept.keep("4", for: 4, bound: 4) == "2")
        #expect(kept.keep("5", for: 5, bound: 4) == "3")
        // The hand was past 0 and 1: unused since then, they are next.
        #expect(kept.keep("6", for: 6, bound: 4) == "0")
        #expect([0, 1, 2, 3, 4, 5, 6].map { kept.use($0) } == [nil, "1", nil, nil, "4", "5", "6"])
    }

    @Test("Where all were used, the hand goes round once")
    func allUsed() {
        var kept = SecondChances<Int, String>()
        for key in 0..<3 { _ = kept.keep("\(key)", for: key, bound: 3) }
        for key in 0..<3 { _ = kept.use(key) }
        #expect(kept.keep("3", for: 3, bound: 3) == "0")
    }

    @Test("The same key keeps its place, and gives back the earlier value")
    func again() {
        var kept = SecondChances<Int, String>()
        #expect(kept.keep("a", for: 1, bound: 2) == nil)
        #expect(kept.keep("b", for: 1, bound: 2) == "a")
        #expect(kept.count == 1 && kept.use(1) == "b")
    }

    @Test("Forgetting one by one comes to an end, and finds the others meanwhile")
    func forgetting() {
        var kept = SecondChances<Int, String>()
        for key in 0..<10 { _ = kept.keep("\(key)", for: key, bound: 10) }
        for key in stride(from: 0, to: 10, by: 2) { _ = kept.use(key) }
        var gone: Set<String> = []
        while let value = kept.forgetNext() {
            #expect(gone.insert(value).inserted)
            for key in 0..<10 where !gone.contains("\(key)") { #expect(kept.use(key) == "\(key)") }
        }
        #expect(gone.count == 10 && kept.count == 0)
    }
}
