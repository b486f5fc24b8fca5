import NIOCore
import Testing

@testable import Postgres

@Suite("The pool's state machine")
struct PoolStateMachineTests {
    /// The same numbers for the same start.
    private struct Numbers: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 33
        }
    }

    /// A machine with connections that are ready, and a clock that tests move.
    final class Driver {
        var machine: PoolStateMachine<Int>
        var now = NIODeadline.uptimeNanoseconds(1_000_000_000)

        init(connections: Int, _ adjust: (inout PoolSettings) -> Void = { _ in }) {
            var settings = PoolSettings()
            (settings.minimumConnections, settings.maximumConnections) = (connections, connections)
            adjust(&settings)
            machine = PoolStateMachine(settings)
            for id in connects() { machine.connected(id, now: now) }
        }

        /// Does all there is to do, and tells what was sent where, as "1,2→1".
        func step() -> [String] {
            var sent: [String] = []
            while let action = machine.next(now: now) {
                switch action {
                case .send(let work, let id): sent.append(work.map(String.init).joined(separator: ",") + "→\(id)")
                case .close(let id): sent.append("close \(id)")
                case .connect(let id): sent.append("connect \(id)")
                }
            }
            return sent
        }

        func connects() -> [Int] {
            step().compactMap { $0.hasPrefix("connect ") ? Int($0.dropFirst(8)) : nil }
        }

        func add(_ work: Int, _ kind: Batch.Kind, of party: Party? = nil, within: TimeAmount = .seconds(10)) {
            #expect(accepts(work, kind, of: party, within: within))
        }

        /// Without a party each is of a tenant of its own.
        func accepts(_ work: Int, _ kind: Batch.Kind, of party: Party? = nil, within: TimeAmount = .seconds(10)) -> Bool {
            machine.enqueue(work, kind, of: party ?? Party(tenant: Int64(1000 + work)), deadline: now + within)
        }

        func expire() -> [Int] { machine.expire(now: now) }

        func remove(_ work: Int) -> [Int] { machine.remove { $0 == work } }

        var waitingCount: Int { machine.waitingCount }
        var isDrained: Bool { machine.isDrained }
    }

    @Test("shares a Sync among cheap reads and gives a list its own")
    func sharing() {
        let driver = Driver(connections: 1)
        for work in 1...3 { driver.add(work, .cheapRead) }
        driver.add(4, .listRead)
        driver.add(5, .cheapRead)
        #expect(driver.step() == ["1,2,3,5→1", "4→1"])
    }

    @Test("lets cheap reads wait for two Syncs of their kind, to go together")
    func gathering() {
        let driver = Driver(connections: 3)
        for work in 1...3 {
            driver.add(work, .cheapRead)
            #expect(driver.step() == (work < 3 ? ["\(work)→\(work)"] : []))
        }
        driver.add(4, .cheapRead)
        #expect(driver.step() == [])
        #expect(driver.machine.gathersUntil(now: driver.now) == driver.now + .milliseconds(1))
        driver.machine.finished(2, now: driver.now)
        #expect(driver.step() == ["3,4→2"])
        #expect(driver.machine.gathersUntil(now: driver.now) == nil)
    }

    @Test("holds nobody up: not when enough are together, not when those under way take long, and no list")
    func gatheringEnds() {
        let driver = Driver(connections: 4) { $0.sharing = 3 }
        for work in 1...2 {
            driver.add(work, .cheapRead)
            #expect(driver.step() == ["\(work)→\(work)"])
        }
        for work in 3...5 { driver.add(work, .cheapRead) }
        #expect(driver.step() == ["3,4,5→3"])
        driver.add(6, .cheapRead)
        driver.add(7, .listRead)
        #expect(driver.step() == ["7→4"])
        driver.now = driver.now + .milliseconds(1)
        #expect(driver.step() == ["6→1"])
    }

    @Test("lets cheap reads and lists take turns where they wait for the same connection")
    func readsTakeTurns() {
        let driver = Driver(connections: 1) { ($0.depth, $0.sharing) = (1, 2) }
        for work in 1...4 { driver.add(work, .cheapRead) }
        for work in 5...6 { driver.add(work, .listRead) }
        var sent = driver.step()
        for _ in 0..<3 {
            driver.machine.finished(1, now: driver.now)
            sent += driver.step()
        }
        #expect(sent == ["1,2→1", "5→1", "3,4→1", "6→1"])
    }

    @Test("gives a mutation a connection for itself, and sends nothing behind it")
    func mutation() {
        let driver = Driver(connections: 2)
        driver.add(1, .mutation)
        driver.add(2, .cheapRead)
        driver.add(3, .cheapRead)
        #expect(driver.step() == ["1→1", "2,3→2"])
        for work in 4...5 { driver.add(work, .listRead) }
        #expect(driver.step() == ["4→2"])
        driver.machine.finished(1, now: driver.now)
        #expect(driver.step() == ["5→1"])
    }

    @Test("keeps a connection free for a mutation that waits")
    func reservation() {
        let driver = Driver(connections: 2)
        for work in 1...3 { driver.add(work, .listRead) }
        #expect(driver.step() == ["1→1", "2→2", "3→1"])
        driver.add(4, .mutation)
        driver.add(5, .listRead)
        #expect(driver.step() == [])
        driver.machine.finished(2, now: driver.now)
        #expect(driver.step() == ["4→2"])
        driver.machine.finished(1, now: driver.now)
        #expect(driver.step() == ["5→1"])
    }

    @Test("always leaves one of several connections to reads")
    func writersAreFewer() {
        let driver = Driver(connections: 3)
        for work in 1...4 { driver.add(work, .mutation) }
        #expect(driver.step() == ["1→1", "2→2"])
        driver.add(9, .cheapRead)
        #expect(driver.step() == ["9→3"])
    }

    @Test("lets reads and mutations take turns on a single connection")
    func turns() {
        let driver = Driver(connections: 1)
        for work in 1...2 { driver.add(work, .mutation) }
        driver.add(3, .listRead)
        #expect(driver.step() == ["1→1"])
        driver.machine.finished(1, now: driver.now)
        #expect(driver.step() == ["3→1"])
        driver.machine.finished(1, now: driver.now)
        #expect(driver.step() == ["2→1"])
    }

    @Test("leaves one connection to others than the tenant whose lists have the rest, and lets parties take turns")
    func shares() {
        let driver = Driver(connections: 4) { $0.depth = 1 }
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
        let driver = Driver(connections: 4) { $0.depth = 1 }
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
        let driver = Driver(connections: 4)
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
        let driver = Driver(connections: 4) { $0.depth = 1 }
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
        let driver = Driver(connections: 3) { $0.depth = 1 }
        for work in 1...2 { driver.add(work, .mutation, of: Party(tenant: 0)) }
        for work in 3...4 { driver.add(work, .listRead, of: Party(tenant: 0)) }
        #expect(driver.step() == ["1→1", "2→2", "3→3"])
    }

    @Test("leaves room in its queue to others, and to whoever is known")
    func roomToWait() {
        let driver = Driver(connections: 0) { $0.queueLimit = 100 }
        let accepted = (1...60).count { driver.accepts($0, .listRead, of: Party(tenant: 1)) }
        let visitors = (1...100).count { driver.accepts($0, .listRead, of: Party(tenant: Int64($0), isVisitor: true)) }
        #expect(accepted == 25 && visitors == 50)
        #expect(driver.accepts(1, .listRead, of: Party(tenant: 2)) && driver.accepts(2, .mutation, of: Party(tenant: 3)))
        #expect(driver.remove(1).count == 3)
        #expect(driver.accepts(1, .listRead, of: Party(tenant: 1)) && driver.accepts(1, .listRead, of: Party(tenant: 1, isVisitor: true)))
    }

    @Test("leaves half of the connections to whoever is known, of whichever tenants visitors ask")
    func visitors() {
        let driver = Driver(connections: 4) { $0.depth = 1 }
        for work in 1...5 { driver.add(work, .listRead, of: Party(tenant: Int64(work), isVisitor: true)) }
        #expect(driver.step() == ["1→1", "2→2"])
        driver.add(6, .listRead, of: Party(tenant: 1))
        #expect(driver.step() == ["6→3"])
        driver.machine.finished(2, now: driver.now)
        #expect(driver.step() == ["3→2"])
    }

    @Test("sends nothing behind what has been running for long, since another connection may be free before")
    func patience() {
        let driver = Driver(connections: 2)
        for work in 1...2 { driver.add(work, .listRead) }
        #expect(driver.step() == ["1→1", "2→2"])
        driver.now = driver.now + .milliseconds(20)
        driver.add(3, .listRead)
        driver.add(4, .cheapRead)
        #expect(driver.step() == [])
        driver.machine.finished(2, now: driver.now)
        #expect(driver.step() == ["4→2", "3→2"])
    }

    @Test("leaves a connection for the mutations of other tenants")
    func writersTakeTurns() {
        let driver = Driver(connections: 4)
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

    @Test("sends what runs again first, and alone")
    func again() {
        let driver = Driver(connections: 1) { $0.depth = 4 }
        for work in 1...2 { driver.add(work, .cheapRead) }
        driver.machine.enqueueAgain(9, .cheapRead, of: Party(tenant: 9), deadline: driver.now + .seconds(1))
        #expect(driver.step() == ["9→1", "1,2→1"])
    }

    @Test("refuses beyond its limit, expires at the deadline, and forgets what is taken out")
    func queue() {
        let driver = Driver(connections: 0) { $0.queueLimit = 3 }
        driver.add(1, .cheapRead, within: .seconds(1))
        driver.add(2, .mutation, within: .seconds(2))
        driver.add(3, .listRead, within: .seconds(3))
        #expect(!driver.accepts(4, .cheapRead))
        #expect(driver.expire() == [])
        driver.now = driver.now + .seconds(2)
        #expect(driver.expire() == [1, 2])
        #expect(driver.remove(3) == [3])
        #expect(driver.waitingCount == 0)
    }

    @Test("waits longer after each failure to connect, up to a bound, and starts anew after success")
    func backoff() {
        let driver = Driver(connections: 0) { ($0.minimumConnections, $0.maximumConnections) = (1, 1) }
        // Driver connected it already: lose it first.
        driver.machine.lost(1)
        var pauses: [Int64] = []
        for _ in 0..<10 {
            let id = driver.connects()[0]
            driver.machine.connectFailed(id, now: driver.now, jitter: 1)
            let start = driver.now
            while driver.machine.connectingCount == 0 {
                driver.now = driver.now + .milliseconds(10)
                if let action = driver.machine.next(now: driver.now), case .connect(let id) = action {
                    pauses.append((driver.now - start).nanoseconds / 1_000_000)
                    driver.machine.lost(id)
                    break
                }
            }
        }
        #expect(pauses == [50, 100, 200, 400, 800, 1600, 3200, 5000, 5000, 5000])
    }

    @Test("opens more connections while requests wait, and closes them when they idle")
    func growing() {
        let driver = Driver(connections: 1) {
            $0.maximumConnections = 2; $0.depth = 1
        }
        driver.add(1, .listRead)
        driver.add(2, .listRead)
        #expect(driver.step() == ["1→1", "connect 2"])
        driver.machine.connected(2, now: driver.now)
        #expect(driver.step() == ["2→2"])
        driver.machine.finished(1, now: driver.now)
        driver.machine.finished(2, now: driver.now)
        #expect(driver.step() == [])
        driver.now = driver.now + .seconds(61)
        #expect(driver.step() == ["close 1"])
    }

    @Test("opens connections for one tenant, and for visitors, up to their share and one more for others", arguments: [false, true])
    func growsToShares(areVisitors: Bool) {
        let driver = Driver(connections: 1) {
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

    @Test("opens connections for mutations that wait, though one that is left to reads has nothing to do")
    func growsForWrites() {
        let driver = Driver(connections: 1) { $0.maximumConnections = 4 }
        for work in 1...9 { driver.add(work, .mutation) }
        var sent: [String] = []
        for _ in 0..<8 {
            for step in driver.step() {
                sent.append(step)
                if step.hasPrefix("connect "), let id = Int(step.dropFirst(8)) { driver.machine.connected(id, now: driver.now) }
            }
        }
        #expect(sent.count { $0.hasPrefix("connect ") } == 3)
        #expect(sent.count { !$0.hasPrefix("connect ") } == 3, "\(sent)")
    }

    @Test("sends nothing to a connection that is being cancelled, and closes a retired one")
    func quiesced() {
        let driver = Driver(connections: 1)
        driver.machine.quiesce(1)
        driver.add(1, .cheapRead)
        #expect(driver.step() == [])
        driver.machine.resume(1)
        #expect(driver.step() == ["1→1"])
        driver.machine.retire(1)
        driver.add(2, .cheapRead)
        #expect(driver.step() == [])
        driver.machine.finished(1, now: driver.now)
        #expect(driver.step() == ["close 1", "connect 2"])
    }

    @Test("finishes what waits before it is drained")
    func drain() {
        let driver = Driver(connections: 1) { $0.depth = 1 }
        driver.add(1, .listRead)
        driver.add(2, .listRead)
        #expect(driver.step() == ["1→1"])
        driver.machine.drain()
        #expect(!driver.accepts(3, .cheapRead))
        driver.machine.finished(1, now: driver.now)
        #expect(driver.step() == ["2→1"])
        #expect(!driver.isDrained)
        driver.machine.finished(1, now: driver.now)
        #expect(driver.step() == ["close 1"])
        #expect(driver.isDrained)
    }
}
