import NIOCore
import Postgres
import TestDatabase
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite("The pool in trouble")
struct PoolTroubleTests {
    @Test("runs a read again whose connection was killed under it")
    func killedRead() async throws {
        let cluster = try await TestCluster.start()
        try await PoolFixture.with(cluster: cluster) { fixture in
            // It waits for a lock of the administrator's session, which the crash ends.
            try await fixture.admin.query("SELECT pg_advisory_lock(1)")
            async let slow = fixture.text("SELECT pg_advisory_lock_shared(1)::text || pg_backend_pid()")
            var victim: String?
            while victim == nil {
                try await Task.sleep(for: .milliseconds(20))
                let waiting = try await fixture.admin.query(
                    "SELECT pid FROM pg_stat_activity WHERE usename = 'gateway' AND wait_event_type = 'Lock' AND wait_event = 'advisory'")
                victim = waiting.rowCount == 1 ? waiting.text(row: 0, column: 0) : nil
            }
            let pid = try #require(victim.flatMap { pid_t($0) })
            // SIGKILL: the server restarts all its processes and refuses connections meanwhile.
            #expect(kill(pid, SIGKILL) == 0)
            let survivor = try await slow
            #expect(survivor != nil && survivor != victim)
            let status = try await fixture.status()
            #expect(status.counts.retries >= 1 && status.counts.lostConnections >= 1)
        }
    }

    @Test("does not run a mutation again whose connection was lost")
    func killedMutation() async throws {
        try await PoolFixture.with { fixture in
            async let slow: Void = {
                let error = await code { _ = try await fixture.run(.mutation, "SELECT pg_sleep(30)") }
                #expect(error == .connectionLost)
            }()
            var isKilled = false
            while !isKilled {
                try await Task.sleep(for: .milliseconds(20))
                isKilled =
                    try await fixture.admin.query(
                        """
                        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                        WHERE query = 'SELECT pg_sleep(30)' AND state = 'active' AND datname = current_database()
                        """
                    ).rowCount == 1
            }
            await slow
            #expect(try await fixture.text("SELECT 'alive'") == "alive")
        }
    }

    @Test("recovers when the server restarts under load")
    func restart() async throws {
        let cluster = try await TestCluster.start()
        try await PoolFixture.with(cluster: cluster) { fixture in
            let load = Task {
                var codes: Set<PostgresError.Code> = []
                while !Task.isCancelled {
                    await withTaskGroup(of: PostgresError.Code?.self) { group in
                        for viewer in 1...8 {
                            group.addTask {
                                await code {
                                    let context = SessionContext(tenant: String(viewer), role: "buyer")
                                    let least = try await fixture.text(.cheapRead, "SELECT min(tenant_id)::text FROM note", context)
                                    #expect(least == String(viewer))
                                }
                            }
                        }
                        for await code in group where code != nil { codes.formUnion([code].compactMap { $0 }) }
                    }
                }
                return codes
            }
            try await Task.sleep(for: .milliseconds(200))
            try await cluster.restart()
            try await fixture.waitUntilReady(2)
            #expect(try await fixture.text("SELECT 'alive'") == "alive")
            load.cancel()
            #expect(await load.value.isSubset(of: [.unavailable, .connectionLost, .poolTimeout, .cancelled]))
        }
    }

    @Test("answers unavailable at the deadline while there is no server, and recovers when there is one")
    func noServer() async throws {
        let cluster = try await TestCluster.start()
        try await PoolFixture.with(cluster: cluster) { fixture in
            try await cluster.stop()
            #expect(await code { _ = try await fixture.run("SELECT 1", within: .milliseconds(300)) } == .unavailable)
            try await cluster.restart()
            #expect(try await fixture.text("SELECT 'alive'") == "alive")
        }
    }

    @Test("lets a request wait for its deadline and no longer")
    func deadlineInQueue() async throws {
        try await PoolFixture.with({
            $0.maximumConnections = 1; $0.minimumConnections = 1; $0.depth = 1
        }) { fixture in
            async let slow = fixture.text("SELECT pg_sleep(8)::text || 'slow'")
            try await Task.sleep(for: .milliseconds(500))
            let start = ContinuousClock.now
            #expect(await code { _ = try await fixture.run("SELECT 1", within: .milliseconds(150)) } == .poolTimeout)
            // Far less than what is before it in the queue takes.
            #expect(ContinuousClock.now - start < .seconds(6))
            #expect(try await slow == "slow")
        }
    }

    @Test("stops a statement at its request's deadline")
    func deadlineWhileRunning() async throws {
        try await PoolFixture.with { fixture in
            for kind in [Batch.Kind.listRead, .mutation] {
                #expect(
                    await code { _ = try await fixture.run(kind, "SELECT pg_sleep(20)", within: .milliseconds(150)) } == .statementTimeout)
            }
            try await waitUntilNothingRuns(fixture)
        }
    }

    @Test("tells a statement timeout of the server")
    func statementTimeout() async throws {
        try await PoolFixture.with { fixture in
            let context = SessionContext(
                tenant: PoolFixture.asker.tenant, role: PoolFixture.asker.role, statementTimeoutMilliseconds: 100)
            #expect(await code { _ = try await fixture.run(.listRead, "SELECT pg_sleep(20)", context) } == .statementTimeout)
        }
    }

    @Test("stops the statement of a request that went away, and nothing else", arguments: [Batch.Kind.listRead, .mutation])
    func cancellation(kind: Batch.Kind) async throws {
        try await PoolFixture.with { fixture in
            let going = Task { try await fixture.run(kind, "SELECT pg_sleep(20)") }
            try await Task.sleep(for: .milliseconds(150))
            let staying = (1...20).map { number in Task { try await fixture.text(.listRead, "SELECT pg_sleep(0.01)::text || \(number)") } }
            going.cancel()
            let start = ContinuousClock.now
            #expect(await code { _ = try await going.value } == .cancelled)
            #expect(ContinuousClock.now - start < .seconds(12))
            for (index, task) in staying.enumerated() { #expect(try await task.value == String(index + 1)) }
            try await waitUntilNothingRuns(fixture)
        }
    }

    @Test("takes a waiting request out when it is cancelled")
    func cancelledInQueue() async throws {
        try await PoolFixture.with({
            $0.maximumConnections = 1; $0.minimumConnections = 1; $0.depth = 1
        }) { fixture in
            async let slow = fixture.text("SELECT pg_sleep(8)::text || 'slow'")
            try await Task.sleep(for: .milliseconds(500))
            let waiting = Task { try await fixture.run("SELECT 1") }
            try await Task.sleep(for: .milliseconds(300))
            waiting.cancel()
            #expect(await code { _ = try await waiting.value } == .cancelled)
            #expect(try await fixture.status().waiting == 0)
            #expect(try await slow == "slow")
        }
    }

    @Test("refuses requests beyond the length of its queue")
    func queueLimit() async throws {
        try await PoolFixture.with({
            $0.maximumConnections = 1; $0.minimumConnections = 1; $0.depth = 1; $0.queueLimit = 2
        }) { fixture in
            let tasks = (0..<6).map { _ in Task { try await fixture.run("SELECT pg_sleep(0.1)") } }
            var refused = 0
            for task in tasks where await code(of: { _ = try await task.value }) == .unavailable { refused += 1 }
            #expect(1...4 ~= refused)
        }
    }

    private func waitUntilNothingRuns(_ fixture: PoolFixture) async throws {
        for _ in 0..<100 {
            let running = try await fixture.admin.query(
                """
                SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND query LIKE 'SELECT pg_sleep%' AND state = 'active'
                """
            ).text(row: 0, column: 0)
            if running == "0" { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        Issue.record("a statement still runs")
    }
}
