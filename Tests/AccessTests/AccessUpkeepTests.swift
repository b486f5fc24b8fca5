import GraphModel
import Synchronization
import Testing

@testable import Access

@Suite("What is remembered stays true")
struct AccessUpkeepTests {
    /// A ledger whose number and reach a test sets.
    private final class Ledger: AccessLedger {
        struct Unreachable: Error {}
        let state = Mutex((epoch: Int64(1), tenants: Set<Int64>(), isReachable: true, touched: [[Int64]]()))

        func changes(since epoch: Int64?) async throws -> AccessChanges {
            try state.withLock { state in
                guard state.isReachable else { throw Unreachable() }
                return AccessChanges(epoch: state.epoch, tenants: epoch == nil ? nil : state.tenants)
            }
        }

        func touch(_ tokens: [Int64]) async throws {
            state.withLock { $0.touched.append(tokens) }
        }
    }

    private let tokens = MemoryTokens()
    private let ledger = Ledger()
    private let authenticator: Authenticator
    private let upkeep: AccessUpkeep
    private let token = OpaqueToken.generate()
    private var credential: Credential { Credential(authorization: "Bearer \(token.text)") }

    init() {
        authenticator = Authenticator(
            tokens: tokens, tenants: TenantDirectory(store: MemoryTenants([])), lifetime: .seconds(1), confirmedLifetime: .seconds(60)
        )
        upkeep = AccessUpkeep(ledger, for: authenticator)
        tokens.set(TokenRecord(id: 77, tenant: 1, tenantName: "lumen", role: .operator), for: token)
    }

    @Test("A look that finds nothing changed keeps a token known beyond its own time; one that finds a change does not")
    func looks() async throws {
        await upkeep.look()
        _ = try await authenticator.principal(for: credential)
        try await Task.sleep(for: .milliseconds(1100))
        await upkeep.look()
        #expect(authenticator.cached(credential) != nil)
        ledger.state.withLock { ($0.epoch, $0.tenants) = (2, [1]) }
        await upkeep.look()
        #expect(authenticator.cached(credential) == nil)
    }

    @Test("What changes of one tenant makes nobody of another be forgotten, told by a look or by a notification", arguments: [true, false])
    func others(isToldByLook: Bool) async throws {
        let other = OpaqueToken.generate()
        tokens.set(TokenRecord(id: 78, tenant: 2, tenantName: "nadir", role: .operator), for: other)
        let others = Credential(authorization: "Bearer \(other.text)")
        await upkeep.look()
        for credential in [credential, others] { _ = try await authenticator.principal(for: credential) }
        if isToldByLook {
            ledger.state.withLock { ($0.epoch, $0.tenants) = (2, [1]) }
        } else {
            for _ in 0..<3 { authenticator.noteChange(of: 1) }
            for _ in 0..<500 where authenticator.cached(credential) != nil { try await Task.sleep(for: .milliseconds(10)) }
        }
        await upkeep.look()
        #expect(authenticator.cached(credential) == nil)
        // A look is good for a moment only, which a busy machine may take between the two.
        for _ in 0..<60 where authenticator.cached(others) == nil { await upkeep.look() }
        #expect(authenticator.cached(others) != nil)
    }

    @Test("When the ledger cannot be read, what was verified before is not believed for long")
    func unreachable() async throws {
        await upkeep.look()
        _ = try await authenticator.principal(for: credential)
        ledger.state.withLock { $0.isReachable = false }
        await upkeep.look()
        try await Task.sleep(for: .milliseconds(1600))
        await upkeep.look()
        #expect(authenticator.cached(credential) == nil)
        // What was verified just now is, unless the machine took a second over it.
        for _ in 0..<60 where authenticator.cached(credential) == nil { _ = try await authenticator.principal(for: credential) }
        #expect(authenticator.cached(credential) != nil)
    }

    @Test("Tokens that were used are recorded once, however often they were shown")
    func uses() async throws {
        for _ in 0..<5 { _ = try await authenticator.principal(for: credential) }
        await upkeep.record()
        await upkeep.record()
        #expect(ledger.state.withLock { $0.touched } == [[77]])
    }
}
