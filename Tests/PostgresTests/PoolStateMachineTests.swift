import NIOCore
import Testing

@testable import Postgres

@Suite("The pool's state machine")
struct PoolStateMachineTests {
    @Test("shares a Sync among cheap reads and gives a list its own")
    func sharing() {
        let driver = PoolDriver(connections: 1)
        for work in 1...3 { driver.add(work, .cheapRead) }
        driver.add(4, .listRead)
        driver.add(5, .cheapRead)
        #expect(driver.step() == ["1,2,3,5→1", "4→1"])
    }

    @Test("lets cheap reads wait for two Syncs of their kind, to go together")
    func gathering() {
        let driver = PoolDriver(connections: 3)
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
        let driver = PoolDriver(connections: 4) { $0.sharing = 3 }
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
        let driver = PoolDriver(connections: 1) { ($0.depth, $0.sharing) = (1, 2) }
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
        let driver = PoolDriver(connections: 2)
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
        let driver = PoolDriver(connections: 2)
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
        let driver = PoolDriver(connections: 3)
        for work in 1...4 { driver.add(work, .mutation) }
        #expect(driver.step() == ["1→1", "2→2"])
        driver.add(9, .cheapRead)
        #expect(driver.step() == ["9→3"])
    }

    @Test("lets reads and mutations take turns on a single connection")
    func turns() {
        let driver = PoolDriver(connections: 1)
        for work in 1...2 { driver.add(work, .mutation) }
        driver.add(3, .listRead)
        #expect(driver.step() == ["1→1"])
        driver.machine.finished(1, now: driver.now)
        #expect(driver.step() == ["3→1"])
        driver.machine.finished(1, now: driver.now)
        #expect(driver.step() == ["2→1"])
    }

    @Test("sends nothing behind what has been running for long, since another connection may be free before")
    func patience() {
        let driver = PoolDriver(connections: 2)
        for work in 1...2 { driver.add(work, .listRead) }
        #expect(driver.step() == ["1→1", "2→2"])
        driver.now = driver.now + .milliseconds(20)
        driver.add(3, .listRead)
        driver.add(4, .cheapRead)
        #expect(driver.step() == [])
        driver.machine.finished(2, now: driver.now)
        #expect(driver.step() == ["4→2", "3→2"])
    }

    @Test("sends what runs again first, and alone")
    func again() {
        let driver = PoolDriver(connections: 1) { $0.depth = 4 }
        for work in 1...2 { driver.add(work, .cheapRead) }
        driver.machine.enqueueAgain(9, .cheapRead, of: Party(tenant: 9), deadline: driver.now + .seconds(1))
        #expect(driver.step() == ["9→1", "1,2→1"])
    }

    @Test("refuses beyond its limit, expires at the deadline, and forgets what is taken out")
    func queue() {
        let driver = PoolDriver(connections: 0) { $0.queueLimit = 3 }
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
        let driver = PoolDriver(connections: 0) { ($0.minimumConnections, $0.maximumConnections) = (1, 1) }
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
        let driver = PoolDriver(connections: 1) {
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

    @Test("opens connections for mutations that wait, though one that is left to reads has nothing to do")
    func growsForWrites() {
        let driver = PoolDriver(connections: 1) { $0.maximumConnections = 4 }
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
        let driver = PoolDriver(connections: 1)
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
        let driver = PoolDriver(connections: 1) { $0.depth = 1 }
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
