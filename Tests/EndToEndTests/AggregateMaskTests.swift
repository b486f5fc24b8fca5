import Access
import Foundation
import GraphModel
import GraphQLSchema
import JSON
import Postgres
import TestDatabase
import Testing

@Suite("Aggregates show nothing that the viewer has not")
struct AggregateMaskTests {
    private struct Ground {
        let gateway: TestGateway
        let tenant: Int64
    }

    private static let ground = Task {
        let gateway = try await TestGateway(MarketDatabase.demo(in: .shared()))
        return Ground(gateway: gateway, tenant: try await gateway.tenant("bazaar"))
    }

    private static let scopes = ["products:read", "orders:read", "posts:read", "merchants.sales:read", "groups:read"]

    private static func viewers(of tenant: Int64) -> [Principal] {
        let partners = [[]] + scopes.map { [$0] } + [scopes]
        return [
            .visitor(of: tenant), Principal(tenant: tenant, role: .buyer, subject: "1"),
            Principal(tenant: tenant, role: .merchant, subject: "1", merchants: [1]),
            Principal(tenant: tenant, role: .operator, subject: "op"),
        ] + partners.map { Principal(tenant: tenant, role: .partner, subject: "app", merchants: [1], scopes: $0) }
    }

    /// The names of a type's fields, or of an enum's values.
    private static func names(_ type: String, in schema: Schema) -> Set<String> {
        switch schema.type(named: type) {
        case .enum(let type): Set(type.values.map(\.name))
        case .inputObject(let type): Set(type.fields.map(\.name))
        case let type: Set(type?.fields?.map(\.name) ?? [])
        }
    }

    @Test("Nothing is in them that operators have in a row and the viewer has not")
    func columns() async throws {
        let ground = try await Self.ground.value
        let whole = try ground.gateway.schema(for: Principal(tenant: ground.tenant, role: .operator, subject: "op"))
        var seen = 0
        for viewer in Self.viewers(of: ground.tenant) {
            let schema = try ground.gateway.schema(for: viewer)
            for row in schema.types.map(\.name) where schema.type(named: row + "Aggregate") != nil {
                let hidden = Self.names(row, in: whole).subtracting(Self.names(row, in: schema))
                for suffix in ["AggregateSums", "AggregateAverages", "AggregateBounds", "AggregateKeys"] {
                    let names = Self.names(row + suffix, in: schema)
                    #expect(names.isDisjoint(with: hidden), "\(viewer.role): \(row)\(suffix)")
                    seen += names.count
                }
                let keys = Self.names(row + "AggregateKeys", in: schema)
                for value in Self.names(row + "GroupBy", in: schema) {
                    let name = value.split(separator: "_").enumerated().map { $0 == 0 ? $1.lowercased() : $1.capitalized }.joined()
                    #expect(keys.contains(name), "\(viewer.role): \(row)GroupBy.\(value)")
                }
            }
        }
        #expect(seen > 100)
        let visitors = try ground.gateway.schema(for: .visitor(of: ground.tenant))
        #expect(Self.names("GroupGroupBy", in: whole).isSuperset(of: ["MERCHANT_ID", "ORGANIZER_ID"]))
        #expect(Self.names("GroupGroupBy", in: visitors) == ["MERCHANT_ID"])
        #expect(Self.names("PostGroupBy", in: whole).contains("AUTHOR_BUYER_ID"))
        #expect(!Self.names("PostGroupBy", in: visitors).contains("AUTHOR_BUYER_ID"))
    }

    @Test(
        "A column that is not the viewer's is in no sum, mean, bound or group, and no error speaks of it",
        arguments: [
            "merchants { aggregate { sum { monthlySales } } }", "merchants { aggregate { avg { monthlySales } } }",
            "merchants { aggregate { min { monthlySales } } }", "merchants { aggregate { max { monthlySale } } }",
            "merchants { groupedAggregates(groupBy: [REGION]) { sum { monthlySales } } }",
            "posts { groupedAggregates(groupBy: [AUTHOR_BUYER_ID]) { count } }",
            "groups { groupedAggregates(groupBy: [ORGANIZER_ID]) { count } }",
            "groups { groupedAggregates(groupBy: [MERCHANT_ID]) { keys { organizerId } } }",
            "merchants { nodes { orders { aggregate { count } } } }", "orders { aggregate { sum { total } } }",
        ])
    func hidden(field: String) async throws {
        let ground = try await Self.ground.value
        let answer = try await ground.gateway.answer("{ \(field) }", as: .visitor(of: ground.tenant))
        #expect(answer.code == "VALIDATION")
        #expect(answer.data == nil)
        for word in [
            "Did you mean \\\"monthlySales", "Did you mean the enum value \\\"AUTHOR_BUYER_ID",
            "Did you mean the enum value \\\"ORGANIZER_ID",
        ] {
            #expect(!answer.text.contains(word))
        }
    }

    @Test("With the role and the scope it is there")
    func opened() async throws {
        let ground = try await Self.ground.value
        let query = "{ merchants { aggregate { sum { monthlySales } } groupedAggregates(groupBy: [REGION]) { max { monthlySales } } } }"
        for viewer in Self.viewers(of: ground.tenant) {
            let mayKnow = [.merchant, .operator].contains(viewer.role) || viewer.scopes?.contains("merchants.sales:read") == true
            let answer = try await ground.gateway.answer(query, as: viewer)
            #expect((answer.code == nil) == mayKnow, "\(viewer.role) \(viewer.scopes ?? [])")
        }
    }

    @Test("They speak only of rows that the viewer sees", arguments: ["products", "campaigns", "posts"])
    func rows(list: String) async throws {
        let ground = try await Self.ground.value
        for viewer in Self.viewers(of: ground.tenant) where try ground.gateway.schema(for: viewer).field("\(list)") {
            let group = list == "products" ? "MERCHANT_ID" : list == "campaigns" ? "STATUS" : "AUTHOR_MERCHANT_ID"
            let query = """
                { \(list)(first: 1000) { totalCount nodes { id } aggregate { count }
                  groupedAggregates(groupBy: [\(group)], first: 1000) { count } } }
                """
            let answer = try await ground.gateway.answer(query, as: viewer)
            #expect(answer.errors.isEmpty)
            let nodes = answer.value(at: "\(list).nodes")?.items.count ?? -1
            let groups = answer.value(at: "\(list).groupedAggregates")?.items.compactMap { Int($0["count"]?.canonical ?? "") } ?? []
            let total = answer.value(at: "\(list).totalCount")?.canonical
            #expect(total == answer.value(at: "\(list).aggregate.count")?.canonical)
            #expect(total == String(groups.reduce(0, +)))
            if nodes < 1000 { #expect(total == String(nodes)) }
        }
    }

    @Test("A directive takes aggregates of a table, or a column of them, from roles and from tokens without a scope")
    func directives() async throws {
        let database = try await MarketDatabase.demo(in: .shared())
        let first = try await TestGateway(database)
        let sql = """
            DO $$ BEGIN
              EXECUTE format('COMMENT ON TABLE market.product IS %L', obj_description('market.product'::regclass)
                || ' @aggregate(to: [PARTNER, OPERATOR], scope: "products.totals:read")');
              EXECUTE format('COMMENT ON COLUMN market.merchant.rating IS %L', 'The rating. @aggregate(to: [NOBODY])');
            END $$
            """
        try await first.superuser.execute(script: sql)
        let gateway = try await TestGateway(database)
        let tenant = try await first.tenant("bazaar")
        for viewer in Self.viewers(of: tenant) {
            let schema = try gateway.schema(for: viewer)
            #expect(!Self.names("MerchantAggregateAverages", in: schema).contains("rating"))
            #expect(schema.type(named: "MerchantAggregate") != nil)
            #expect(Self.names("Merchant", in: schema).contains("rating"))
            #expect(Self.names("ProductConnection", in: schema).contains("aggregate") == (viewer.role == .operator))
        }
        let scopes = ["products:read", "products.totals:read"]
        let partner = Principal(tenant: tenant, role: .partner, subject: "app", merchants: [1], scopes: scopes)
        let answer = try await gateway.answer("{ products { aggregate { count } } }", as: partner)
        #expect(answer.errors.isEmpty)
    }
}

extension Schema {
    /// Whether the query root has this field.
    fileprivate func field(_ name: String) -> Bool {
        queryType.flatMap { type(named: $0)?.fields?[name] } != nil
    }
}
