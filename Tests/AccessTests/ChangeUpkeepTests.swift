import Synchronization
import Testing

@testable import Access

@Suite("Changes are placed")
struct ChangeUpkeepTests {
    private final class Ledger: ChangeLedger {
        struct Unreachable: Error {}
        private let placings = Mutex(0)
        var count: Int { placings.withLock { $0 } }

        func placeChanges() async throws {
            let count = placings.withLock { placings in
                placings += 1
                return placings
            }
            if count.isMultiple(of: 2) { throw Unreachable() }
        }
    }

    @Test("Again and again, whether or not the database answers, until the gateway ends")
    func again() async throws {
        let ledger = Ledger()
        let task = Task { await ChangeUpkeep(ledger, every: .milliseconds(1)).run() }
        while ledger.count < 5 { try await Task.sleep(for: .milliseconds(1)) }
        task.cancel()
        await task.value
        let placed = ledger.count
        try await Task.sleep(for: .milliseconds(20))
        #expect(ledger.count == placed)
    }
}
