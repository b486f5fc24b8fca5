import NIOCore
import Testing

@testable import Postgres

@Suite("The pool's state machine shares connections out")
struct PoolShareStateTests {
    /// The same numbers for the same start.
    private struct Numbers: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 33
        }
    }

    @Test("leaves one connection to others than the tenant whose lists have the rest, and lets parties take turns")
    func shares() {
        let driver = PoolDriver(connections: 4) { $0.depth = 1 }
        let (busy, other) = (Party(tenant: 1), Party(tenant: 2))
        for work in 1...6 { driver.add(work, .listRead, of: busy) }
        #expect(driver.step() == ["1→1", "2→2", "3→3"])
        driver.add(7, .listRead, of: other)
        driver.add(8, .listRead, of: other)
        #expect(driver.step() == ["7→4"])
        driver.machine.finished(1, now: driver.now)
        #expect(driver.step() == ["4→1"])
        driver.machine.finished(2, now: driver.now)
        #expect(driver.step() == ["8→2"])
        driver.machine.finished(4, now: driver.now)
        #expect(driver.step() == ["5→4"])
        driver.add(9, .cheapRead, of: busy)
        driver.machine.finished(3, now: driver.now)
        #expect(driver.step() == ["9→3"])
        driver.machine.finished(3, now: driver.now)
        #expect(driver.step() == ["6→3"])
    }

    @Test("counts a tenant's lists and writes together, and lets neither starve the other")
    func listsAndWrites() {
        let driver = PoolDriver(connections: 4) { $0.depth = 1 }
        let (busy, other) = (Party(tenant: 1), Party(tenant: 2))
        for work in 1...3 { driver.add(work, .listRead, of: busy) }
        #expect(driver.step() == ["1→1", "2→2", "3→3"])
        driver.add(4, .mutation, of: busy)
        driver.add(5, .listRead, of: busy)
        #expect(driver.step() == [])
        driver.add(6, .listRead, of: other)
        #expect(driver.step() == ["6→4"])
        // Which connection is kept free for the write, the machine chose: it is the first.
        driver.machine.finished(1, now: driver.now)
        #expect(driver.step() == ["4→1"])
        driver.machine.finished(2, now: driver.now)
        #expect(driver.step() == ["5→2"])
    }

    @Test("keeps a connection free for a write that is soon free, and not one that somebody's slow list has")
    func soonFree() {
        let driver = PoolDriver(connections: 4)
        let (busy, other) = (Party(tenant: 1), Party(tenant: 2))
        for work in 1...3 { driver.add(work, .listRead, of: busy) }
        #expect(driver.step() == ["1→1", "2→2", "3→3"])
        driver.now = driver.now + .milliseconds(20)
        for work in 4...5 { driver.add(work, .listRead, of: other) }
        #expect(driver.step() == ["4→4", "5→4"])
        driver.add(6, .mutation, of: other)
        driver.add(7, .listRead, of: other)
        driver.machine.finished(4, now: driver.now)
        #expect(driver.step() == [])
        driver.machine.finished(4, now: driver.now)
        #expect(driver.step() == ["6→4"])
    }

    @Test("keeps no connection free for a write that may not go")
    func noReservation() {
        let driver = PoolDriver(connections: 4) { $0.depth = 1 }
        for work in 1...3 { driver.add(work, .mutation, of: Party(tenant: 1)) }
        driver.add(4, .listRead, of: Party(tenant: 1))
        driver.add(5, .listRead, of: Party(tenant: 2))
        #expect(driver.step() == ["1→1", "2→2", "4→3", "5→4"])
        driver.machine.finished(4, now: driver.now)
        driver.add(6, .listRead, of: Party(tenant: 2))
        #expect(driver.step() == ["6→4"])
    }

    @Test("gives the gateway's own work whatever there is")
    func ownWork() {
        let driver = PoolDriver(connections: 3) { $0.depth = 1 }
        for work in 1...2 { driver.add(work, .mutation, of: Party(tenant: 0)) }
        for work in 3...4 { driver.add(work, .listRead, of: Party(tenant: 0)) }
        #expect(driver.step() == ["1→1", "2→2", "3→3"])
    }

    @Test("leaves room in its queue to others, and to whoever is known")
    func roomToWait() {
        let driver = PoolDriver(connections: 0) { $0.queueLimit = 100 }
        let accepted = (1...60).count { driver.accepts($0, .listRead, of: Party(tenant: 1)) }
        let visitors = (1...100).count { driver.accepts($0, .listRead, of: Party(tenant: Int64($0), isVisitor: true)) }
        #expect(accepted == 25 && visitors == 50)
        // What shares a Sync waits elsewhere.
        #expect(driver.accepts(99, .cheapRead, of: Party(tenant: 1)))
        #expect(driver.accepts(1, .listRead, of: Party(tenant: 2)) && driver.accepts(2, .mutation, of: Party(tenant: 3)))
        #expect(driver.remove(1).count == 3)
        #expect(driver.accepts(1, .listRead, of: Party(tenant: 1)) && driver.accepts(1, .listRead, of: Party(tenant: 1, isVisitor: true)))
    }

    @Test("leaves half of the connections to whoever is known, of whichever tenants visitors ask")
    func visitors() {
        let driver = PoolDriver(connections: 4) { $0.depth = 1 }
        for work in 1...5 { driver.add(work, .listRead, of: Party(tenant: Int64(work), isVisitor: true)) }
        #expect(driver.step() == ["1→1", "2→2"])
        driver.add(6, .listRead, of: Party(tenant: 1))
        #expect(driver.step() == ["6→3"])
        driver.machine.finished(2, now: driver.now)
        #expect(driver.step() == ["3→2"])
    }

    @Test("leaves a connection for the mutations of other tenants")
    func writersTakeTurns() {
        let driver = PoolDriver(connections: 4)
        for work in 1...4 { driver.add(work, .mutation, of: Party(tenant: 1)) }
        #expect(driver.step() == ["1→1", "2→2"])
        driver.add(5, .mutation, of: Party(tenant: 2))
        #expect(driver.step() == ["5→3"])
        driver.machine.finished(1, now: driver.now)
        #expect(driver.step() == ["3→1"])
    }

    @Test("gives every party its turn, and forgets what is taken out", arguments: 0..<20)
    func fairness(round: Int) {
        var generator = Numbers(state: UInt64(round))
        var queue = FairQueue<Int>()
        let parties = (1...5).map { Party(tenant: $0) }
        var waiting: [Int: Party] = [:]
        for work in 0..<300 {
            let party = parties.randomElement(using: &generator) ?? parties[0]
            queue.append(work, of: party)
            waiting[work] = party
            if work % 3 == 0 {
                let held = parties.randomElement(using: &generator)
                let next = queue.nextParty { $0 != held }
                #expect(next != nil || Set(waiting.values) == Set([held].compactMap(\.self)))
                if let next, let first = queue.popFirst(of: next) {
                    #expect(first == waiting.filter { $0.value == next }.keys.min())
                    waiting[first] = nil
                }
            }
        }
        let even = queue.remove { $0.isMultiple(of: 2) }
        #expect(even.sorted() == waiting.keys.filter { $0.isMultiple(of: 2) }.sorted())
        for work in even { waiting[work] = nil }
        var turns: [Party] = []
        while let next = queue.nextParty(where: { _ in true }), let first = queue.popFirst(of: next) {
            #expect(waiting.removeValue(forKey: first) == next)
            turns.append(next)
        }
        #expect(waiting.isEmpty && queue.isEmpty)
        #expect(Set(turns.prefix(5)).count == min(5, Set(turns).count))
    }

    @Test("opens connections for one tenant, and for visitors, up to their share and one more for others", arguments: [false, true])
    func growsToShares(areVisitors: Bool) {
        let driver = PoolDriver(connections: 1) {
            $0.maximumConnections = 4; $0.depth = 1
        }
        for work in 1...9 { driver.add(work, .listRead, of: Party(tenant: 1, isVisitor: areVisitors)) }
        var sent: [String] = []
        for _ in 0..<8 {
            for step in driver.step() {
                sent.append(step)
                if step.hasPrefix("connect "), let id = Int(step.dropFirst(8)) { driver.machine.connected(id, now: driver.now) }
            }
        }
        #expect(sent.count { $0.hasPrefix("connect ") } == (areVisitors ? 2 : 3), "\(sent)")
        #expect(sent.count { !$0.hasPrefix("connect ") } == (areVisitors ? 2 : 3), "\(sent)")
    }
}
