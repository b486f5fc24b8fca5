import Access
import Execution
import GraphQLLanguage
import JSON
import Postgres
import Testing

/// Has PostgreSQL run the statements of a query as the gateway would, and reads from its plans how much it touched.
struct PlanReader {
    /// A table of fewer rows may be read as a whole.
    static let smallTable = 5000
    /// Rows that a page may cost, in all tables together.
    static let bound = 3000
    static let page = 20

    private let gateway: TestGateway
    private let viewer: Principal
    private let connection: AdminConnection
    private let sizes: [String: Int]

    init(_ gateway: TestGateway, as viewer: Principal) async throws {
        self.gateway = gateway
        self.viewer = viewer
        connection = try await AdminConnection.connect(gateway.database.setting("user", to: "souk_gateway"))
        // As `deploy/run` sets it: no disk of these days makes an index lookup cost four pages of a scan.
        try await connection.query("SET random_page_cost = 1.1")
        let counts = try await gateway.json(
            "SELECT jsonb_object_agg(relname, reltuples) FROM pg_class WHERE relnamespace = 'market'::regnamespace AND relkind = 'r'")
        sizes = Dictionary(uniqueKeysWithValues: counts.members.map { ($0.key, Int(Double($0.value.canonical) ?? 0)) })
    }

    /// Rows that a page may cost where what the filter finds is not in the list's order: the server goes down the list until the page is
    /// full, or sorts all that was found. With rows spread evenly the shorter way takes the square root of page times table at most,
    /// whatever share of them is found; the server guesses which it is.
    func boundOfTwoWays(in table: String) -> Int {
        max(Self.bound, 5 * Int(Double(Self.page * (sizes[table] ?? 0)).squareRoot()))
    }

    /// What of the query's plans reads too much; nil when nothing does.
    ///
    /// - Parameter blocks: how many of the server's blocks may be looked into, by functions in rules and policies too, whose rows no plan tells.
    func excess(of query: String, bound: Int = Self.bound, blocks: Int = .max) async throws -> String? {
        let explanation = try #require(gateway.explain(GraphQLRequest(query: Source(query)), as: viewer), "\(query)")
        for statement in explanation.statements {
            let plan = try await plan(of: statement, in: explanation.context)
            let scanned = plan.scans.filter { $0.isWhole && (sizes[$0.table] ?? 0) >= Self.smallTable }
            let rows = plan.scans.reduce(0) { $0 + $1.rows }
            if !scanned.isEmpty || rows > bound || plan.blocks > blocks {
                return
                    "reads \(rows) rows in \(plan.blocks) blocks, \(plan.scans.map(\.description).joined(separator: ", "))\n\(statement.sql)"
            }
        }
        return nil
    }

    private func plan(of statement: Explanation.Statement, in context: SessionContext) async throws -> PlanNode {
        let settings = [
            ("souk.tenant", context.tenant), ("souk.role", context.role), ("souk.subject", context.subject),
            ("souk.merchant", context.merchant), ("souk.scopes", context.scopes), ("souk.only", context.only),
        ]
        try await connection.query("BEGIN READ ONLY")
        for (name, value) in settings { try await connection.query("SELECT set_config($1, $2, true)", [name, value]) }
        let bound = statement.bound
        let result = try await connection.query(
            "EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) \(statement.sql)", types: bound.statement.parameterTypes,
            binary: bound.parameters,
            format: .text)
        try await connection.query("ROLLBACK")
        let json = try JSONParser.parse(Array((result.text(row: 0, column: 0) ?? "").utf8), limits: .init(depth: 200, size: 64 << 20))
        return PlanNode(json: try #require(json.items.first?["Plan"]))
    }
}

/// A node of PostgreSQL's plan with what is below it.
private struct PlanNode {
    struct Scan: CustomStringConvertible {
        let kind: String
        let table: String
        /// Rows looked at, those thrown away among them.
        let rows: Int
        /// Whether the table was read from end to end.
        var isWhole: Bool { kind == "Seq Scan" }
        var description: String { "\(kind) of \(table): \(rows)" }
    }

    let json: JSONValue

    var scans: [Scan] {
        let below = (json["Plans"]?.items ?? []).flatMap { PlanNode(json: $0).scans }
        guard let kind = json["Node Type"]?.string, kind.hasSuffix("Scan"),
            let table = (json["Relation Name"] ?? json["Index Name"])?.string
        else { return below }
        let looked = ["Actual Rows", "Rows Removed by Filter", "Rows Removed by Index Recheck"].reduce(0) { $0 + number($1) }
        return below + [Scan(kind: kind, table: table, rows: Int(looked * number("Actual Loops")))]
    }

    /// Looked into by all of the plan.
    var blocks: Int { Int(number("Shared Hit Blocks") + number("Shared Read Blocks")) }

    private func number(_ name: String) -> Double { json[name].flatMap { Double($0.canonical) } ?? 0 }
}
