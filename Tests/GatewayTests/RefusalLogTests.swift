import Access
import InMemoryLogging
import Logging
import NIOCore
import Testing

@testable import Gateway

@Suite("What operators are told of refused credentials")
struct RefusalLogTests {
    @Test("A line for each reason, and of those that follow within ten seconds the number; none for who sent none")
    func lines() {
        let lines = InMemoryLogHandler()
        let log = RefusalLog(Logger(label: "test") { _ in lines })
        func note(_ code: AccessError.Code, _ seconds: Int64) {
            log.note(AccessError(code), at: .uptimeNanoseconds(1_000_000_000 * UInt64(100 + seconds)))
        }
        note(.credentialsMissing, 0)
        note(.unavailable, 0)
        note(.expired, 0)
        note(.expired, 1)
        note(.audienceRefused, 2)
        note(.expired, 9)
        note(.expired, 10)
        note(.expired, 12)
        note(.expired, 40)
        #expect(
            lines.entries.map { "\($0.level) \($0.metadata.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: " "))" } == [
                "notice reason=expired times=1", "notice reason=audienceRefused times=1", "notice reason=expired seconds=10 times=3",
                "notice reason=expired seconds=30 times=2",
            ])
    }
}
