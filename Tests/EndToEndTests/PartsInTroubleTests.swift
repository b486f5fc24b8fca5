import Access
import Catalog
import Execution
import GraphModel
import GraphQLLanguage
import JSON
import NIOCore
import Postgres
import Synchronization
import TestDatabase
import Testing

/// What becomes of an answer whose beginning has left.
@Suite("Answers in parts, when something comes between them", .serialized)
struct PartsInTroubleTests {
    /// Tables of 900 rows of a kilobyte. Row 600 of one waits for a lock, the first of another for another, and row 600 of a third cannot be read.
    private static let tables = """
        DO $$ BEGIN CREATE ROLE parts_reader LOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
        ALTER ROLE parts_reader SET enable_sort = off;
        ALTER ROLE parts_reader SET enable_seqscan = off;
        CREATE TABLE plain (id bigint PRIMARY KEY, text text NOT NULL);
        CREATE TABLE gate (id bigint PRIMARY KEY, text text NOT NULL);
        CREATE TABLE trap (id bigint PRIMARY KEY, text text NOT NULL);
        CREATE TABLE door (id bigint PRIMARY KEY, text text NOT NULL);
        INSERT INTO plain SELECT n, repeat('x', 1000) FROM generate_series(1, 900) n;
        INSERT INTO gate SELECT * FROM plain;
        INSERT INTO trap SELECT * FROM plain;
        INSERT INTO door SELECT * FROM plain;
        ALTER TABLE gate ENABLE ROW LEVEL SECURITY;
        ALTER TABLE trap ENABLE ROW LEVEL SECURITY;
        ALTER TABLE door ENABLE ROW LEVEL SECURITY;
        CREATE POLICY waits ON gate USING (CASE WHEN id = 600 THEN pg_advisory_xact_lock_shared(7) IS NOT NULL ELSE true END);
        CREATE POLICY waits ON door USING (CASE WHEN id = 1 THEN pg_advisory_xact_lock_shared(8) IS NOT NULL ELSE true END);
        CREATE POLICY fails ON trap USING (1 / (600 - id) IS NOT NULL);
        GRANT SELECT ON plain, gate, trap, door TO parts_reader;
        """

    private static let reader = Principal.visitor(of: 0)

    private static func gateway(_ streaming: StreamingSettings = StreamingSettings(rowsBeyond: 0)) async throws -> TestGateway {
        let database = try await TestCluster.shared().makeDatabase()
        let admin = try await AdminConnection.connect(database)
        try await admin.execute(script: tables)
        await admin.close()
        var settings = PoolSettings()
        settings.maximumConnections = 1
        return try await TestGateway(
            database, user: "parts_reader", options: GraphOptions(tenancy: .none, exposeAll: true), settings: settings, streaming: streaming
        )
    }

    private static func list(_ name: String, _ first: Int = 900) -> GraphQLRequest {
        GraphQLRequest(query: Source("{ \(name)(first: \(first)) { nodes { id text } } }"))
    }

    /// The only connection was never lost.
    private static func expectSameConnection(_ gateway: TestGateway) async throws {
        let counts = try await gateway.pool.status().get().counts
        #expect(counts.lostConnections == 0 && counts.failedConnects == 0)
    }

    /// What is called from the event loop, once.
    private static func once(_ body: @escaping @Sendable () async -> Void) -> @Sendable (Int, () -> Void) -> Void {
        let isCalled = Mutex(false)
        return { _, _ in
            let isFirst = isCalled.withLock { called in
                defer { called = true }
                return !called
            }
            if isFirst { Task { await body() } }
        }
    }

    @Test("The first part leaves while the database still waits for the last row")
    func firstPart() async throws {
        let gateway = try await Self.gateway()
        try await gateway.superuser.query("SELECT pg_advisory_lock(7)")
        let answer = await gateway.parts(
            of: Self.list("gates"), as: Self.reader,
            whenPart: Self.once { _ = try? await gateway.superuser.query("SELECT pg_advisory_unlock(7)") })
        #expect(answer.ending == .complete && answer.parts.count > 10)
        let whole = await gateway.whole(Self.list("gates"), as: Self.reader)
        #expect(answer.text == whole && whole.utf8.count > 900_000)
        // All but the last as long as the settings say, and not by much more than a row longer.
        let lengths = answer.parts.map(\.utf8.count)
        #expect((64 << 10..<68 << 10).contains(lengths[0]))
        #expect(lengths.dropFirst().dropLast().allSatisfy { (64 << 10..<68 << 10).contains($0) })
    }

    @Test("A read that fails behind its first part is broken off, and the connection goes on; before, it is an error like any other")
    func failure() async throws {
        let gateway = try await Self.gateway()
        let answer = await gateway.parts(of: Self.list("traps"), as: Self.reader)
        #expect(answer.ending == .broken(.badVariable) && answer.parts.count > 5)
        #expect(!answer.text.contains("errors"))
        try await Self.expectSameConnection(gateway)
        let short = await gateway.parts(of: Self.list("plains", 5), as: Self.reader)
        #expect(short.ending == .whole && short.text.hasSuffix(#""actual":5,"remaining":null,"resetAt":null}}}"#))

        let patient = try await Self.gateway(StreamingSettings(rowsBeyond: 0, firstPart: 1 << 20))
        let error = await patient.parts(of: Self.list("traps"), as: Self.reader)
        #expect(error.ending == .whole && error.text.contains("BAD_VARIABLE"))
    }

    @Test("One that is not read to its end in time is broken off")
    func deadline() async throws {
        let gateway = try await Self.gateway()
        try await gateway.superuser.query("SELECT pg_advisory_lock(7)")
        let answer = await gateway.parts(of: Self.list("gates"), as: Self.reader, within: .seconds(3))
        #expect(answer.ending == .broken(.timeout))
        // The only connection is free again, though the lock is still held.
        #expect(await gateway.parts(of: Self.list("plains"), as: Self.reader).ending == .complete)
        try await Self.expectSameConnection(gateway)
        try await gateway.superuser.query("SELECT pg_advisory_unlock(7)")
    }

    @Test("Who does not want the rest stops the database, and nobody else")
    func stopped() async throws {
        let gateway = try await Self.gateway()
        try await gateway.superuser.query("SELECT pg_advisory_lock(7)")
        let stopped = await gateway.parts(of: Self.list("gates"), as: Self.reader, whenPart: { _, stop in stop() })
        #expect(stopped.ending == .stopped && stopped.parts.count == 1)
        #expect(await gateway.parts(of: Self.list("plains"), as: Self.reader).ending == .complete)
        try await Self.expectSameConnection(gateway)
        #expect(await gateway.parts(of: Self.list("plains"), as: Self.reader).ending == .complete)
        try await gateway.superuser.query("SELECT pg_advisory_unlock(7)")
    }

    private final class Tally: Sendable {
        let count = Mutex(0)
    }

    /// Asks for the same three times before the first row has come.
    private static func shared(
        _ gateway: TestGateway, whenPart: @escaping @Sendable (_ asker: Int, _ count: Int, _ stop: () -> Void) -> Void = { _, _, _ in }
    ) async throws -> (answers: [AnswerParts], executions: UInt64) {
        let before = try await gateway.pool.status().get().counts.requests
        try await gateway.superuser.query("SELECT pg_advisory_lock(8)")
        let asked = Tally()
        let answers = (0..<3).map { index in
            Task {
                await gateway.parts(
                    of: list("doors"), as: reader, whenAsked: { asked.count.withLock { $0 += 1 } }, whenPart: { whenPart(index, $0, $1) })
            }
        }
        try await eventually { asked.count.withLock { $0 } == 3 }
        try await gateway.superuser.query("SELECT pg_advisory_unlock(8)")
        var parts: [AnswerParts] = []
        for answer in answers { parts.append(await answer.value) }
        return (parts, try await gateway.pool.status().get().counts.requests - before)
    }

    @Test("Who asks for the same before anything has left shares the read, and gets the same parts")
    func shared() async throws {
        let gateway = try await Self.gateway()
        let (answers, executions) = try await Self.shared(gateway)
        #expect(executions == 1)
        #expect(Set(answers.map(\.parts)).count == 1 && answers.allSatisfy { $0.ending == .complete })
        #expect(answers[0].text == (await gateway.whole(Self.list("doors"), as: Self.reader)))
    }

    @Test("Who comes when something has left has a read of his own")
    func late() async throws {
        let gateway = try await Self.gateway()
        try await gateway.superuser.query("SELECT pg_advisory_lock(7)")
        let late = Mutex<Task<AnswerParts, Never>?>(nil)
        let join = Self.once {
            let isAsked = Mutex(false)
            let task = Task { await gateway.parts(of: Self.list("gates"), as: Self.reader, whenAsked: { isAsked.withLock { $0 = true } }) }
            late.withLock { $0 = task }
            try? await eventually { isAsked.withLock { $0 } }
            _ = try? await gateway.superuser.query("SELECT pg_advisory_unlock(7)")
        }
        let requests = try await gateway.pool.status().get().counts.requests
        let first = await gateway.parts(of: Self.list("gates"), as: Self.reader, whenPart: join)
        let second = await late.withLock { $0 }?.value
        #expect(first.ending == .complete && second?.text == first.text)
        #expect(try await gateway.pool.status().get().counts.requests - requests == 2)
    }

    @Test("Who shares a read and does not want the rest takes it from nobody", arguments: [0, 1, 2])
    func stoppedAmongOthers(stopping: Int) async throws {
        let gateway = try await Self.gateway()
        let (answers, executions) = try await Self.shared(gateway) { index, _, stop in if index == stopping { stop() } }
        #expect(executions == 1)
        #expect(answers.map(\.ending) == (0..<3).map { $0 == stopping ? .stopped : .complete })
    }

    /// What fails before the rows of another statement come, whose rows come one by one too.
    @Test("A read of several lists fails as one does, and the connection goes on")
    func severalLists() async throws {
        let lists = GraphQLRequest(query: Source("{ a: traps(first: 900) { nodes { id text } } b: plains(first: 900) { nodes { id } } }"))
        let gateway = try await Self.gateway()
        let broken = await gateway.parts(of: lists, as: Self.reader)
        #expect(broken.ending == .broken(.badVariable))
        let patient = try await Self.gateway(StreamingSettings(rowsBeyond: 0, firstPart: 1 << 20))
        let error = await patient.parts(of: lists, as: Self.reader)
        #expect(error.ending == .whole && error.text.contains("BAD_VARIABLE"), "\(error.text.suffix(300))")

        try await gateway.superuser.query("SELECT pg_advisory_lock(7)")
        let waiting = GraphQLRequest(query: Source("{ a: gates(first: 900) { nodes { id text } } b: plains(first: 900) { nodes { id } } }"))
        #expect(await gateway.parts(of: waiting, as: Self.reader, whenPart: { _, stop in stop() }).ending == .stopped)
        #expect(await gateway.parts(of: waiting, as: Self.reader, within: .seconds(2)).ending == .broken(.timeout))
        #expect(await gateway.parts(of: Self.list("plains"), as: Self.reader).ending == .complete)
        try await gateway.superuser.query("SELECT pg_advisory_unlock(7)")
        for gateway in [gateway, patient] { try await Self.expectSameConnection(gateway) }
    }

    @Test("A statement that cannot be prepared fails as one does, and the connection goes on")
    func unprepared() async throws {
        let gateway = try await Self.gateway()
        try await gateway.superuser.query("ALTER TABLE plain DROP COLUMN text")
        let answer = await gateway.parts(of: Self.list("plains"), as: Self.reader)
        #expect(answer.ending == .whole && answer.text.contains("errors"), "\(answer.text)")
        #expect(!answer.text.contains("UNAVAILABLE"), "\(answer.text)")
        try await Self.expectSameConnection(gateway)
    }

    @Test("A longer answer than may be is an error when nothing has left, and broken off otherwise")
    func tooLong() async throws {
        let names = (0..<20).map { "a\($0): text" }.joined(separator: " ")
        let long = GraphQLRequest(query: Source("{ plains(first: 900) { nodes { \(names) } } }"))
        let gateway = try await Self.gateway()
        let broken = await gateway.parts(of: long, as: Self.reader)
        #expect(broken.ending == .broken(.tooComplex) && broken.text.utf8.count <= 16 << 20)
        let patient = try await Self.gateway(StreamingSettings(rowsBeyond: 0, firstPart: 32 << 20))
        let error = await patient.parts(of: long, as: Self.reader)
        let whole = await patient.whole(long, as: Self.reader)
        #expect(error.ending == .whole && error.text == whole && whole.contains("TOO_COMPLEX"))
    }

    @Test("A read whose connection is lost is sent again while nothing has left, and broken off afterwards")
    func lost() async throws {
        for hasLeft in [false, true] {
            let gateway = try await Self.gateway(StreamingSettings(rowsBeyond: 0, firstPart: hasLeft ? 64 << 10 : 4 << 20))
            try await gateway.superuser.query("SELECT pg_advisory_lock(7)")
            async let answer = gateway.parts(of: Self.list("gates"), as: Self.reader)
            var isKilled = false
            while !isKilled {
                try await Task.sleep(for: .milliseconds(20))
                isKilled =
                    try await gateway.superuser.query(
                        """
                        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                        WHERE usename = 'parts_reader' AND wait_event = 'advisory' AND datname = current_database()
                        """
                    ).rowCount == 1
            }
            try await gateway.superuser.query("SELECT pg_advisory_unlock(7)")
            #expect(await answer.ending == (hasLeft ? .broken(.unavailable) : .whole))
            if !hasLeft { #expect(await answer.text == gateway.whole(Self.list("gates"), as: Self.reader)) }
        }
    }
}
