import GraphModel
import GraphQLExecution
import GraphQLLanguage
import GraphQLValidation
import Planning
import PostgresTypes
import Testing

/// Letters that their writers share: a relation opens each, by who wrote it.
@Suite("The keys by which a rule's relation is looked up") struct SharedKeysTests {
    private static let among = "\"writer_id\" = ANY (ARRAY(SELECT rules.my_writers()))"

    private static func statement(
        _ query: String, for viewer: ViewerKind, publicWhen: String? = nil, column: String? = "writer_id", isReadable: Bool = true
    ) throws -> String {
        func field(_ number: Int, _ name: String) -> CatalogSnapshot.Column {
            CatalogSnapshot.Column(number: number, name: name, typeOID: TypeOID.int8, sqlType: "bigint", isNotNull: true)
        }
        func key(_ name: String) -> CatalogSnapshot.Key { CatalogSnapshot.Key(name: "\(name)_pkey", columns: [1]) }
        func index(_ columns: Int...) -> CatalogSnapshot.Index {
            CatalogSnapshot.Index(name: "i\(columns)", keys: columns.map { CatalogSnapshot.Index.Key(column: $0) })
        }
        let writer = CatalogSnapshot.Relation(
            oid: 1, name: "writer", columns: [field(1, "id")], primaryKey: key("writer"), indexes: [index(1)])
        var letter = CatalogSnapshot.Relation(
            oid: 2, name: "letter", columns: [field(1, "id"), field(2, "writer_id"), field(3, "reader_id")], primaryKey: key("letter"),
            foreignKeys: [CatalogSnapshot.ForeignKey(name: "letter_writer", columns: [2], targetOID: 1, targetColumns: [1])],
            indexes: [index(1), index(2, 1)])
        letter.rule = CatalogSnapshot.Rule(
            scope: "letters:read", publicWhen: publicWhen, buyers: ["reader_id"], sharedWhen: "rules.is_mine($.writer_id)",
            isReadable: isReadable, sharedColumn: column, sharedAmong: column == nil ? nil : "rules.my_writers()")
        let snapshot = CatalogSnapshot(
            serverVersion: 150_000, loginRole: CatalogSnapshot.LoginRole(name: "reader"), relations: [writer, letter],
            types: [CatalogSnapshot.TypeEntry(oid: TypeOID.int8, name: "int8")])
        let graph = try GraphBuilder.build(snapshot, GraphOptions(tenancy: .none, exposeAll: true))
        let document = try Validator.check(try Parser.parse(query), schema: graph.schema)
        let plan = try Planner.plan(try document.operation(named: nil), in: graph, for: viewer, variables: Variables())
        return plan.statements.map { SQLRenderer(graph: graph).text(of: $0) }.joined(separator: "\n")
    }

    private static let list = "{ letters { nodes { id } } }"

    @Test("are what the list of all letters is found by, beside the viewer's own, and the relation is asked of those")
    func list() throws {
        for count in [MerchantCount.one, .few] {
            let partner = try Self.statement(Self.list, for: ViewerKind(.partner, scopes: ["letters:read"], merchants: count))
            #expect(partner.contains("AND (t1.\(Self.among))") && partner.contains("(rules.is_mine(t1.writer_id))"))
        }
        let buyer = try Self.statement(Self.list, for: ViewerKind(.buyer))
        #expect(buyer.contains("AND (t1.\"reader_id\" = $1 OR t1.\(Self.among))") && buyer.contains("(rules.is_mine(t1.writer_id))"))
    }

    @Test("are those of its count, its figures and of what is before a cursor too")
    func whole() throws {
        let query = "{ letters(after: \"x\", filter: { databaseId: { gt: 1 } }) { totalCount pageInfo { hasPreviousPage } nodes { id } } }"
        #expect(try Self.statement(query, for: ViewerKind(.buyer)).ranges(of: Self.among).count == 3)
    }

    @Test("are what leads to the rows that have any such letter, and to those that have none")
    func relation() throws {
        for filter in ["some: {}", "none: {}", "some: { databaseId: { gt: 1 } }", "every: { databaseId: { gt: 1 } }"] {
            let query = "{ writers(filter: { letters: { \(filter) } }) { nodes { id } } }"
            let statement = try Self.statement(query, for: ViewerKind(.buyer))
            #expect(statement.contains("AND (t2.\"reader_id\" = $1 OR t2.\(Self.among))") && statement.contains("rules.is_mine("))
        }
    }

    @Test(
        "are none where a row or a value leads to the letters",
        arguments: [
            "{ letter(id: \"x\") { id } }", "{ writers { nodes { letters { totalCount nodes { id } } } } }",
            "{ letters(filter: { writerId: { eq: 1 } }) { nodes { id } } }",
            "{ letters(filter: { databaseId: { in: [1] } }) { nodes { id } } }",
            "{ letters(filter: { writer: { databaseId: { eq: 1 } } }) { nodes { id } } }",
            "{ writers(filter: { letters: { some: { databaseId: { eq: 1 } } } }) { nodes { id } } }",
            "{ writers(filter: { letters: { some: {} }, databaseId: { eq: 1 } }) { nodes { id } } }",
            "{ writers(filter: { and: [{ letters: { none: {} } }, { databaseId: { in: [1, 2] } }] }) { nodes { id } } }",
        ])
    func narrowed(query: String) throws {
        let statement = try Self.statement(query, for: ViewerKind(.buyer))
        #expect(!statement.contains("my_writers") && statement.contains("rules.is_mine("))
    }

    @Test("are none for whom the rule asks nothing or shows nothing, where much is public, and where it names none")
    func others() throws {
        #expect(!(try Self.statement(Self.list, for: ViewerKind(.operator)).contains("rules.")))
        let ofMany = ViewerKind(.partner, scopes: ["letters:read"], merchants: .many)
        #expect(!(try Self.statement(Self.list, for: ofMany).contains("my_writers")))
        #expect(
            !(try Self.statement(Self.list, for: ViewerKind(.partner, scopes: ["posts:read"], merchants: .one)).contains("rules."))
        )
        #expect(!(try Self.statement(Self.list, for: ViewerKind(.buyer), publicWhen: "$.id > 9").contains("my_writers")))
        #expect(!(try Self.statement(Self.list, for: ViewerKind(.buyer), column: nil).contains("my_writers")))
        #expect(!(try Self.statement(Self.list, for: ViewerKind(.buyer), isReadable: false).contains("rules.")))
    }
}
