import Testing

@testable import Access

@Suite("The cache of verified tokens")
struct ExpiringCacheTests {
    private let start = ContinuousClock.now

    @Test("It stays within its capacity, and keeps what is used")
    func bounded() {
        let cache = ExpiringCache<Int, Int>(capacity: 100, stripes: 1)
        let end = start + .seconds(60)
        cache.insert(-1, for: -1, until: end, epoch: cache.currentEpoch)
        for number in 0..<10_000 {
            cache.insert(number, for: number, until: end, epoch: cache.currentEpoch)
            #expect(cache.value(for: -1, at: start) == -1)
        }
        #expect((0..<10_000).count { cache.value(for: $0, at: start) != nil } <= 100)
    }

    @Test("An entry ends at its time")
    func ends() {
        let cache = ExpiringCache<String, Int>(capacity: 10)
        cache.insert(1, for: "a", until: start + .seconds(1), epoch: cache.currentEpoch)
        #expect(cache.value(for: "a", at: start) == 1)
        #expect(cache.value(for: "a", at: start + .seconds(1)) == nil)
    }

    @Test("What was looked up before everything was forgotten is not remembered after it")
    func epochs() {
        let cache = ExpiringCache<String, Int>(capacity: 10)
        let epoch = cache.currentEpoch
        cache.removeAll()
        cache.insert(1, for: "a", until: start + .seconds(1), epoch: epoch)
        #expect(cache.value(for: "a", at: start) == nil)
    }
}
