import Limits
import Testing

@Suite("The buckets of all who ask")
struct RateBucketsTests {
    private let pace = RatePace(rowsPerMinute: 60, burst: 10)
    private let start: Int64 = 1_000_000_000_000

    @Test("Each has one, which stays while something is missing from it")
    func each() {
        let buckets = RateBuckets<Int>()
        #expect(buckets.bucket(of: 1, orOf: -9, at: start).take(10, at: start, by: pace) == nil)
        #expect(buckets.bucket(of: 1, orOf: -9, at: start).take(1, at: start, by: pace) != nil)
        #expect(buckets.bucket(of: 2, orOf: -9, at: start).take(10, at: start, by: pace) == nil)
    }

    @Test("Those that are full again are forgotten, and no others")
    func sweep() {
        let buckets = RateBuckets<Int>()
        for holder in 0..<100_000 { _ = buckets.bucket(of: holder, orOf: -9, at: start).take(1, at: start, by: pace) }
        #expect(buckets.count == 100_000)
        let later = start + 2_000_000_000
        #expect(buckets.bucket(of: -1, orOf: -9, at: later).take(10, at: later, by: pace) == nil)
        // Whoever is new has it looked.
        for holder in 100_000..<100_100 { _ = buckets.bucket(of: holder, orOf: -9, at: later) }
        #expect(buckets.count <= 101)
        #expect(buckets.bucket(of: -1, orOf: -9, at: later).take(1, at: later, by: pace) != nil)
    }

    @Test("One that a request still holds is not forgotten: what it takes later is taken from the same")
    func held() {
        let buckets = RateBuckets<Int>()
        let held = buckets.bucket(of: 1, orOf: -9, at: start)
        for second in 1...5 { _ = buckets.bucket(of: 100 + second, orOf: -9, at: start + Int64(second) * 2_000_000_000) }
        let later = start + 10_000_000_000
        #expect(held.take(10, at: later, by: pace) == nil)
        #expect(buckets.bucket(of: 1, orOf: -9, at: later).take(1, at: later, by: pace) != nil)
    }

    @Test("Who comes when no more can be kept shares one bucket, and takes nobody's away")
    func crowd() {
        let buckets = RateBuckets<Int>(capacity: 64)
        for holder in 0..<1_000 { _ = buckets.bucket(of: holder, orOf: -9, at: start).take(10, at: start, by: pace) }
        #expect(buckets.count <= 64)
        #expect((0..<1_000).allSatisfy { buckets.bucket(of: $0, orOf: -9, at: start).take(1, at: start, by: pace) != nil })
        #expect(buckets.bucket(of: 5_000, orOf: -9, at: start).take(1, at: start, by: pace) != nil)
        // Another crowd's is its own.
        #expect(buckets.bucket(of: 5_000, orOf: -8, at: start).take(10, at: start, by: pace) == nil)
        // Later there is room again.
        let later = start + 10_000_000_000
        #expect(buckets.bucket(of: 5_000, orOf: -9, at: later).take(10, at: later, by: pace) == nil)
        #expect(buckets.bucket(of: 5_001, orOf: -9, at: later).take(10, at: later, by: pace) == nil)
    }
}
