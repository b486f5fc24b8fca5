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

        func changes(since positions: [Int64: Int64?]) async throws -> [TenantChange] {
            positions.map { TenantChange(tenant: $0.key, position: ($0.value ?? 6) + 1, types: ["Product"]) }
        }
    }

    private final class Follower: ChangeFollower {
        private let state: Mutex<(positions: [Int64: Int64?], taken: [TenantChange])>
        var positions: [Int64: Int64?] { state.withLock { $0.positions } }
        var taken: [TenantChange] { state.withLock { $0.taken } }

        init(_ positions: [Int64: Int64?]) { state = Mutex((positions, [])) }

        func take(_ changes: [TenantChange]) {
            state.withLock { state in
                for change in changes { state.positions[change.tenant] = change.position }
                state.taken += changes
            }
        }
    }

    @Test("Again and again, whether or not the database answers, until the gateway ends")
    func again() async throws {
        let ledger = Ledger()
        let task = Task { await ChangeUpkeep(ledger, telling: Follower([:]), every: .milliseconds(1)).run() }
        while ledger.count < 5 { try await Task.sleep(for: .milliseconds(1)) }
        task.cancel()
        await task.value
        let placed = ledger.count
        try await Task.sleep(for: .milliseconds(20))
        #expect(ledger.count == placed)
    }

    @Test("Whoever follows a tenant is told from where it stood")
    func told() async {
        let follower = Follower([1: nil])
        let upkeep = ChangeUpkeep(Ledger(), telling: follower)
        await upkeep.tell()
        await upkeep.tell()
        #expect(follower.taken.map(\.position) == [7, 8])
        #expect(follower.taken.allSatisfy { $0.tenant == 1 })
    }

    @Test("Nobody is asked where nobody follows")
    func nobody() async {
        let follower = Follower([:])
        await ChangeUpkeep(Ledger(), telling: follower).tell()
        #expect(follower.taken.isEmpty)
    }
}
