import Limits
import Testing

@Suite("The buckets of all who ask")
struct RateBucketsTests {
    private let pace = RatePace(rowsPerMinute: 60, burst: 10)
    private let start: Int64 = 1_000_000_000_000

    @Test("Each has one, which stays while something is missing from it")
    func each() {
        let buckets = RateBuckets<Int>()
        #expect(buckets.bucket(of: 1, at: start).take(10, at: start, by: pace) == nil)
        #expect(buckets.bucket(of: 1, at: start).take(1, at: start, by: pace) != nil)
        #expect(buckets.bucket(of: 2, at: start).take(10, at: start, by: pace) == nil)
    }

    @Test("Those that are full again are forgotten, and no others")
    func sweep() {
        let buckets = RateBuckets<Int>()
        for holder in 0..<100_000 { _ = buckets.bucket(of: holder, at: start).take(1, at: start, by: pace) }
        #expect(buckets.count == 100_000)
        let later = start + 2_000_000_000
        #expect(buckets.bucket(of: -1, at: later).take(10, at: later, by: pace) == nil)
        for holder in 100_000..<400_000 { _ = buckets.bucket(of: holder, at: later) }
        #expect(buckets.count < 100_000)
        #expect(buckets.bucket(of: -1, at: later).take(1, at: later, by: pace) != nil)
    }

    @Test("Who comes when no more can be kept shares one bucket, and takes nobody's away")
    func crowd() {
        let buckets = RateBuckets<Int>(capacity: 64)
        for holder in 0..<1_000 { _ = buckets.bucket(of: holder, at: start).take(10, at: start, by: pace) }
        #expect(buckets.count <= 64)
        #expect((0..<1_000).allSatisfy { buckets.bucket(of: $0, at: start).take(1, at: start, by: pace) != nil })
        #expect(buckets.bucket(of: 5_000, at: start).take(1, at: start, by: pace) != nil)
        // Later there is room again.
        let later = start + 10_000_000_000
        #expect(buckets.bucket(of: 5_000, at: later).take(10, at: later, by: pace) == nil)
        #expect(buckets.bucket(of: 5_001, at: later).take(10, at: later, by: pace) == nil)
    }
}
