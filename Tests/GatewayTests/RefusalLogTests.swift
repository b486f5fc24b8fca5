import Access
import Logging
import NIOCore
import Synchronization
import Testing

@testable import Gateway

@Suite("What operators are told of refused credentials")
struct RefusalLogTests {
    private final class Lines: Sendable {
        let texts = Mutex<[String]>([])
    }

    private struct Recorder: LogHandler {
        let lines: Lines
        var metadata = Logger.Metadata()
        var logLevel = Logger.Level.trace
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }
        func log(event: LogEvent) {
            let facts = (event.metadata ?? [:]).map { "\($0.key)=\($0.value)" }.sorted()
            lines.texts.withLock { $0.append("\(event.level) \(facts.joined(separator: " "))") }
        }
    }

    @Test("A line for each reason, and of those that follow within ten seconds the number; none for who sent none")
    func lines() {
        let lines = Lines()
        let log = RefusalLog(Logger(label: "test") { _ in Recorder(lines: lines) })
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
            lines.texts.withLock(\.self) == [
                "notice reason=expired times=1", "notice reason=audienceRefused times=1", "notice reason=expired seconds=10 times=3",
                "notice reason=expired seconds=30 times=2",
            ])
    }
}
