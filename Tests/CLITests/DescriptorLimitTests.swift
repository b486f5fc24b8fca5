import Foundation
import Testing

@testable import souk

@Suite("How many descriptors the gateway may have")
struct DescriptorLimitTests {
    @Test("is as many as the system grants")
    func raised() {
        DescriptorLimit.raise()
        var limit = rlimit()
        #expect(getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0)
        #expect(limit.rlim_cur == limit.rlim_max)
    }
}
