import GraphModel
import GraphQLExecution
import GraphQLLanguage
import GraphQLValidation
import Planning
import PostgresTypes
import Testing

/// Letters, of which some readers may see others than others do, below writers whom everybody sees.
@Suite("A plan asks for the subject unless all that it reads and calls is known not to") struct ImpersonalTests {
    private static func isImpersonal(_ query: String, for role: Role, lettersAre personal: [Role] = [.buyer]) throws -> Bool {
        func field(_ number: Int, _ name: String) -> CatalogSnapshot.Column {
            CatalogSnapshot.Column(number: number, name: name, typeOID: TypeOID.int8, sqlType: "bigint", isNotNull: true)
        }
        func table(
            _ oid: UInt32, _ name: String, kind: CatalogSnapshot.Relation.Kind = .table, _ others: [String], rule: CatalogSnapshot.Rule?
        ) -> CatalogSnapshot.Relation {
            let columns = (["id"] + others).enumerated().map { field($0.offset + 1, $0.element) }
            let key = others.firstIndex(of: "writer_id").map { position in
                CatalogSnapshot.ForeignKey(name: "\(name)_writer", columns: [position + 2], targetOID: 1, targetColumns: [1])
            }
            let indexes = columns.map {
                CatalogSnapshot.Index(name: "\(name)_\($0.name)", keys: [.init(column: $0.number), .init(column: 1)])
            }
            return CatalogSnapshot.Relation(
                oid: oid, name: name, kind: kind, columns: columns, primaryKey: CatalogSnapshot.Key(name: "\(name)_pkey", columns: [1]),
                foreignKeys: [key].compactMap(\.self), indexes: indexes, rule: rule)
        }
        func function(_ oid: UInt32, _ name: String, _ comment: String) -> CatalogSnapshot.Function {
            CatalogSnapshot.Function(
                oid: oid, name: name, returnTypeOID: TypeOID.int8, returnSQLType: "bigint", comment: "@graph\n\(comment)")
        }
        let everybodys = CatalogSnapshot.Rule(audience: .everybody, personalFor: [])
        let snapshot = CatalogSnapshot(
            serverVersion: 150_000, loginRole: CatalogSnapshot.LoginRole(name: "reader"),
            relations: [
                table(1, "writer", [], rule: everybodys), table(3, "digest", kind: .view, ["writer_id"], rule: everybodys),
                table(2, "letter", ["writer_id", "reader_id"], rule: CatalogSnapshot.Rule(buyers: ["reader_id"], personalFor: personal)),
                table(4, "scrap", [], rule: nil),
            ],
            functions: [function(9, "hour", "@impersonal"), function(10, "mood", "")],
            types: [CatalogSnapshot.TypeEntry(oid: TypeOID.int8, name: "int8")])
        let graph = try GraphBuilder.build(snapshot, GraphOptions(tenancy: .none, exposeAll: true))
        let document = try Validator.check(try Parser.parse(query), schema: graph.schema)
        return try Planner.plan(try document.operation(named: nil), in: graph, for: ViewerKind(role), variables: Variables()).isImpersonal
    }

    @Test("which rows are everybody's", arguments: Role.allCases)
    func everybodys(role: Role) throws {
        #expect(try Self.isImpersonal("{ writers { totalCount nodes { id } } writer(id: \"x\") { id } }", for: role))
    }

    @Test(
        "wherever it reads a table that some subject may see otherwise",
        arguments: [
            "{ letters { nodes { id } } }", "{ letter(id: \"x\") { id } }", "{ letters { totalCount } }",
            "{ letters { aggregate { count } } }",
            "{ writers { nodes { letters { nodes { id } } } } }", "{ writers { nodes { letters { totalCount } } } }",
            "{ writers { nodes { letters { aggregate { count } } } } }", "{ writers(filter: { letters: { some: {} } }) { nodes { id } } }",
            "{ writers(filter: { not: { letters: { every: { databaseId: { gt: 3 } } } } }) { nodes { id } } }",
            "{ writers { nodes { id } } letters { nodes { id } } }",
        ])
    func readers(query: String) throws {
        #expect(try !Self.isImpersonal(query, for: .buyer))
        #expect(try Self.isImpersonal(query, for: .partner))
        #expect(try !Self.isImpersonal(query, for: .partner, lettersAre: Role.allCases))
        // The statement itself names the buyer, whatever is said of row security.
        #expect(try !Self.isImpersonal(query, for: .buyer, lettersAre: []))
    }

    @Test("where it calls a function that is not marked")
    func functions() throws {
        #expect(try Self.isImpersonal("{ hour writers { nodes { id } } }", for: .buyer))
        #expect(try !Self.isImpersonal("{ mood writers { nodes { id } } }", for: .buyer))
    }

    @Test("where it reads a view, or what has no declared rule")
    func unknown() throws {
        #expect(try !Self.isImpersonal("{ digests { nodes { id } } }", for: .operator))
        #expect(try !Self.isImpersonal("{ scraps { nodes { id } } }", for: .operator))
    }
}
