import NIOCore
import Postgres
import Testing

@Suite("By-key reads that come together")
struct ManyKeysTests {
    /// The body of a note by its id; `$2` is what all who share the statement have in common.
    private static let note = Statement(
        sql: "SELECT body || $2 FROM note WHERE id = $1", parameterTypes: [20, 25],
        manyKeys: ManyKeys(
            Statement(
                sql: "SELECT note.body || $2, k.n FROM unnest($1::bigint[]) WITH ORDINALITY k(id, n) JOIN note ON note.id = k.id",
                parameterTypes: [0, 25]),
            elementTypes: [20, nil]))

    private static func batch(_ id: Int64?, _ suffix: String = "", of statement: Statement = note) -> Batch {
        let key = id.map { id in withUnsafeBytes(of: id.bigEndian) { [UInt8]($0) } }
        return Batch(.cheapRead, [BoundStatement(statement, statement === note ? [key, [UInt8](suffix.utf8)] : [key])])
    }

    private static func oneConnection(_ settings: inout PoolSettings) {
        (settings.minimumConnections, settings.maximumConnections) = (1, 1)
    }

    @Test("are one statement, and each gets its own row or none")
    func merged() async throws {
        try await PoolFixture.with(Self.oneConnection) { fixture in
            let ids: [Int64?] = [3, 20, nil, 3, 999, 1]
            let results = await fixture.together(ids.map { (Self.batch($0), PoolFixture.asker) })
            #expect(results.map(\.text) == ["note 3 of 1", "note 20 of 1", nil, "note 3 of 1", nil, "note 1 of 1"])
            #expect(results.map(\.rowCount) == [1, 1, 0, 1, 0, 1])
            let merged = try await fixture.status().counts.merged
            #expect(merged == 5)
        }
    }

    @Test("never mix the rows of viewers, nor what else differs")
    func viewers() async throws {
        try await PoolFixture.with(Self.oneConnection) { fixture in
            var asked: [(batch: Batch, context: SessionContext)] = []
            var expected: [String?] = []
            for number in 0..<60 {
                let (id, tenant, suffix) = (number % 7 + 1, number % 5 + 1, number % 3 == 0 ? "!" : "?")
                asked.append((Self.batch(Int64(id), suffix), SessionContext(tenant: String(tenant), role: "buyer")))
                expected.append("note \(id) of \(tenant)\(suffix)")
            }
            let results = await fixture.together(asked)
            #expect(results.map(\.text) == expected)
            let merged = try await fixture.status().counts.merged
            #expect(merged > 0)
        }
    }

    @Test("run again by themselves where one of them fails")
    func failure() async throws {
        try await PoolFixture.with(Self.oneConnection) { fixture in
            let fragile = Statement(
                sql: "SELECT (10 / ($1 - 1))::text FROM note WHERE id = $1", parameterTypes: [20],
                manyKeys: ManyKeys(
                    Statement(
                        sql: """
                            SELECT (10 / (k.id - 1))::text, k.n FROM unnest($1::bigint[]) WITH ORDINALITY k(id, n)
                            JOIN note ON note.id = k.id
                            """, parameterTypes: [0]),
                    elementTypes: [20]))
            let results = await fixture.together([2, 1, 6].map { (Self.batch($0, of: fragile), PoolFixture.asker) })
            #expect(results.map(\.text) == ["10", nil, "2"])
            #expect(results[1].code == .invalidValue)
        }
    }

    @Test("survive a table that changes under their statement")
    func ddl() async throws {
        try await PoolFixture.with(Self.oneConnection) { fixture in
            for type in ["varchar(90)", "text", "varchar(80)"] {
                let results = await fixture.together((1...8).map { (Self.batch($0), PoolFixture.asker) })
                #expect(results.map(\.rowCount) == [Int?](repeating: 1, count: 8))
                try await fixture.admin.query("ALTER TABLE note ALTER COLUMN body TYPE \(type)")
            }
        }
    }

    @Test("go on when one of them is called off")
    func cancellation() async throws {
        try await PoolFixture.with(Self.oneConnection) { fixture in
            let results = await fixture.together((1...6).map { (Self.batch($0), PoolFixture.asker) }, cancelling: [0, 3])
            #expect(results.map(\.code) == [.cancelled, nil, nil, .cancelled, nil, nil])
        }
    }
}

extension PoolFixture {
    /// Asks for all of these in one turn of the event loop, and calls some off in the next.
    func together(
        _ asked: [(batch: Batch, context: SessionContext)], cancelling: [Int] = []
    ) async -> [Result<[ResultSet], PostgresError>] {
        await withCheckedContinuation { continuation in
            pool.eventLoop.execute {
                var results = [Result<[ResultSet], PostgresError>?](repeating: nil, count: asked.count)
                let requests = asked.enumerated().map { index, asked in
                    pool.withContext(asked.context, run: asked.batch, deadline: .now() + .seconds(30)) { result in
                        results[index] = result
                        if results.allSatisfy({ $0 != nil }) { continuation.resume(returning: results.compactMap { $0 }) }
                    }
                }
                pool.eventLoop.execute { for index in cancelling { requests[index].cancel() } }
            }
        }
    }
}

extension Result<[ResultSet], PostgresError> {
    fileprivate var text: String? { (try? get())?[0].text(row: 0, column: 0) }
    fileprivate var rowCount: Int? { (try? get())?[0].rowCount }
    fileprivate var code: PostgresError.Code? {
        if case .failure(let error) = self { error.code } else { nil }
    }
}
