import Foundation
import Testing

@testable import souk

@Suite("How many descriptors the gateway may have")
struct DescriptorLimitTests {
    @Test("is as many as the system grants")
    func raised() {
        let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        #expect(getrlimit(kind, &limit) == 0)
        // One fewer, which no other test misses.
        limit.rlim_cur = min(limit.rlim_cur, limit.rlim_max) - 1
        #expect(setrlimit(kind, &limit) == 0)
        DescriptorLimit.raise()
        #expect(getrlimit(kind, &limit) == 0)
        #expect(limit.rlim_cur == limit.rlim_max)
    }
}
