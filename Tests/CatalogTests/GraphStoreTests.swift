import Catalog
import GraphModel
import GraphQLSchema
import Logging
import Postgres
import Testing

@Suite struct GraphStoreTests {
    private func store(_ configuration: PostgresConfiguration) -> GraphStore {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        return GraphStore(configuration.setting("user", to: CaseDatabase.role), reader: CatalogReader(schemas: ["app"]), logger: logger)
    }

    @Test("A migration is noticed and served; one that makes no sound graph leaves the old one serving, and says why")
    func live() async throws {
        let configuration = try await CaseDatabase.make("")
        let store = store(configuration)
        #expect(store.current == nil)
        #expect(await store.load().isReady)
        let watching = Task { await store.run(every: .milliseconds(20)) }
        defer { watching.cancel() }

        try await CaseDatabase.run("ALTER TABLE app.shop ADD city text", on: configuration)
        try await eventually { store.current?.binding(ofField: "city", on: "Shop") != nil }
        #expect(store.status.version == 2)

        try await CaseDatabase.run("ALTER TABLE app.shop NO FORCE ROW LEVEL SECURITY", on: configuration)
        try await eventually {
            if case .refused(let problems)? = store.status.failure { problems.map(\.code) == [.rowSecurityNotForced] } else { false }
        }
        #expect(store.current?.binding(ofField: "city", on: "Shop") != nil)
        #expect(store.status.isReady)

        try await CaseDatabase.run("ALTER TABLE app.shop FORCE ROW LEVEL SECURITY, DROP city", on: configuration)
        try await eventually { store.current?.binding(ofField: "city", on: "Shop") == nil }
        #expect(store.status.failure == nil)
        #expect(store.status.version == 3)
    }

    @Test("New rows of a lookup table are new values of its enum as soon as somebody says so")
    func lookup() async throws {
        let configuration = try await CaseDatabase.make(
            """
            CREATE TABLE app.kind (code text PRIMARY KEY); INSERT INTO app.kind VALUES ('old');
            COMMENT ON TABLE app.kind IS '@enum(name: "Kind")'; ALTER TABLE app.shop ADD kind text REFERENCES app.kind
            """)
        let store = store(configuration)
        let watching = Task { await store.run(every: .milliseconds(20)) }
        defer { watching.cancel() }
        func values() -> [String] {
            if case .enum(let type)? = store.current?.schema.type(named: "Kind") { type.values.map(\.name) } else { [] }
        }
        try await eventually { values() == ["OLD"] }
        try await CaseDatabase.run("INSERT INTO app.kind VALUES ('new')", on: configuration)
        store.wake()
        try await eventually { values() == ["NEW", "OLD"] }
    }

    @Test("A statement that changes no definition changes no graph")
    func quiet() async throws {
        let configuration = try await CaseDatabase.make("")
        let store = store(configuration)
        await store.load()
        let first = store.current
        try await CaseDatabase.run("INSERT INTO app.shop VALUES (1, 1, 'a'); ANALYZE app.shop", on: configuration)
        await store.load()
        #expect(store.current === first)
        #expect(store.status.version == 1)
    }

    @Test("A server that cannot be reached is said to be so, and the graph stays")
    func unreachable() async throws {
        let configuration = try await CaseDatabase.make("").setting("dbname", to: "no_such_database")
        let status = await store(configuration).load()
        #expect(!status.isReady)
        guard case .unreadable? = status.failure else {
            Issue.record("the failure is \(String(describing: status.failure))")
            return
        }
    }

    private func eventually(_ condition: () -> Bool) async throws {
        for _ in 0..<3000 {
            if condition() { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        Issue.record("it did not come about in a minute")
    }
}
