import Catalog
import GraphModel
import GraphQLSchema
import Postgres
import TestDatabase
import Testing

@Suite struct ConventionTests {
    /// Everything that a name or a type could depend on, in one database of one tenant.
    private static let sql: String = """
        CREATE SCHEMA app;
        CREATE TYPE app.order_state AS ENUM ('new', 'paid', 'sent out');
        CREATE TYPE app.size AS (width integer, height integer);
        CREATE DOMAIN app.email AS text NOT NULL CHECK (VALUE LIKE '%@%');
        CREATE DOMAIN app.mood AS text CHECK (VALUE IN ('good', 'bad'));
        CREATE TABLE app.address (id bigint PRIMARY KEY, line text NOT NULL);
        CREATE TABLE app.person (id integer PRIMARY KEY, manager_id integer REFERENCES app.person, parent_id integer REFERENCES app.person,
          email app.email, mood app.mood, name text NOT NULL UNIQUE);
        CREATE TABLE app.person_profile (person_id integer PRIMARY KEY REFERENCES app.person, about text, id bigint);
        CREATE TABLE app.orders (id bigint PRIMARY KEY, billing_address_id bigint NOT NULL REFERENCES app.address,
          address_id bigint REFERENCES app.address, state app.order_state NOT NULL, tags text[] NOT NULL, data jsonb, size app.size,
          period tstzrange, total numeric(12, 2) NOT NULL, made_at timestamptz NOT NULL, due date, token uuid, host inet, raw bytea,
          lasts interval, at time, weight real, small smallint, odd point, channel varchar(10) CHECK (channel IN ('web', 'shop')));
        CREATE TABLE app.order_line (order_id bigint REFERENCES app.orders, line_no integer, PRIMARY KEY (order_id, line_no));
        CREATE TABLE app.parcel (id bigint PRIMARY KEY, ship_order_id bigint, ship_line_no integer, order_id bigint, line_no integer,
          FOREIGN KEY (ship_order_id, ship_line_no) REFERENCES app.order_line, FOREIGN KEY (order_id, line_no) REFERENCES app.order_line);
        CREATE TABLE app.news (id bigint PRIMARY KEY);
        CREATE TABLE app.befriending (from_id integer REFERENCES app.person, to_id integer REFERENCES app.person, PRIMARY KEY (from_id, to_id));
        CREATE TABLE app.person_address (person_id integer REFERENCES app.person, address_id bigint REFERENCES app.address, since date,
          PRIMARY KEY (person_id, address_id));
        """

    private func graph(_ options: GraphOptions, _ sql: String = ConventionTests.sql) async throws -> Graph {
        let configuration = try await TestCluster.shared().makeDatabase()
        let connection = try await AdminConnection.connect(configuration)
        try await connection.execute(script: sql)
        let graph = try await GraphBuilder.build(CatalogReader().read(through: connection), options)
        await connection.close()
        return graph
    }

    @Test("Names and types follow from the catalog")
    func conventions() async throws {
        let graph = try await graph(GraphOptions(tenancy: .none, exposeAll: true))
        try expectGolden(SchemaPrinter.print(graph.schema) + "\n", "conventions.graphql")
        let expected = [
            "Query.news": "News", "Query.newsList": "NewsConnection!", "Query.people": "PersonConnection!", "Query.personByName": "Person",
            "Person.manager": "Person", "Person.peopleByManager": "PersonConnection!", "Person.parent": "Person",
            "Person.children": "PersonConnection!", "Person.email": "String!", "Person.mood": "Mood",
            "Person.personProfile": "PersonProfile",
            "Person.databaseId": "Int!", "PersonProfile.person": "Person!", "Order.billingAddress": "Address!", "Order.address": "Address",
            "Address.orders": "OrderConnection!", "Address.ordersByBillingAddress": "OrderConnection!", "Order.state": "OrderState!",
            "Order.tags": "[String]!", "Order.data": "JSON", "Order.size": "JSON", "Order.period": "JSON", "Order.total": "Decimal!",
            "Order.madeAt": "DateTime!", "Order.due": "Date", "Order.token": "UUID", "Order.host": "Inet", "Order.raw": "Base64",
            "Order.lasts": "Interval", "Order.at": "Time", "Order.weight": "Float", "Order.small": "Int", "Order.odd": "String",
            "Order.channel": "OrderChannel", "Parcel.shipOrderLine": "OrderLine", "Parcel.orderLine": "OrderLine",
            "OrderLine.parcels": "ParcelConnection!", "OrderLine.parcelsByShipOrderLine": "ParcelConnection!",
            "Person.addresses": "AddressConnection!", "Address.people": "PersonConnection!", "Person.tos": "PersonConnection!",
        ]
        for (coordinate, type) in expected.sorted(by: { $0.key < $1.key }) {
            let parts = coordinate.split(separator: ".").map(String.init)
            let found = graph.schema.type(named: parts[0])?.fields?[parts[1]]?.type.description
            #expect(found == type, "\(coordinate)")
        }
    }

    @Test("The same catalog gives the same fingerprint, another catalog or other options another")
    func fingerprints() async throws {
        let options = GraphOptions(tenancy: .none, exposeAll: true)
        let connection = try await AdminConnection.connect(TestCluster.shared().makeDatabase())
        try await connection.execute(script: Self.sql)
        let first = try await GraphBuilder.build(CatalogReader().read(through: connection), options)
        try await connection.execute(script: "INSERT INTO app.address VALUES (1, 'x'); ANALYZE app.address")
        let second = try await GraphBuilder.build(CatalogReader().read(through: connection), options)
        #expect(first.fingerprint == second.fingerprint)
        #expect(second.tables.first { $0.typeName == "Address" }?.estimatedRows == 1)
        try await connection.execute(script: "ALTER TABLE app.address ADD note text")
        let third = try await GraphBuilder.build(CatalogReader().read(through: connection), options)
        #expect(third.fingerprint != first.fingerprint)
    }

    @Test("Only what an index serves is offered for filters and orders")
    func served() async throws {
        let graph = try await graph(
            GraphOptions(tenancy: .none),
            """
            CREATE SCHEMA app; CREATE TABLE app.shop (id bigint PRIMARY KEY, slug text UNIQUE, name text, city text, rank integer);
            CREATE INDEX ON app.shop (city, rank DESC); CREATE INDEX ON app.shop (name) WHERE rank > 1; CREATE INDEX ON app.shop (lower(name));
            CREATE TABLE app.item (id bigint PRIMARY KEY, shop_id bigint REFERENCES app.shop, price integer, weight integer);
            CREATE INDEX ON app.item (shop_id, price) WHERE shop_id IS NOT NULL;
            COMMENT ON TABLE app.shop IS '@graph'; COMMENT ON TABLE app.item IS '@graph'
            """)
        func fields(_ type: String) -> [String] {
            guard case .inputObject(let input)? = graph.schema.type(named: type) else { return [] }
            return input.fields.map(\.name)
        }
        // No index has the cities with ties in the order of ids, or prices for all items together.
        #expect(fields("ShopOrderBy") == ["databaseId", "slug"])
        #expect(fields("ShopFilter") == ["and", "or", "not", "databaseId", "slug", "city", "items"])
        #expect(fields("ItemFilter") == ["and", "or", "not", "databaseId", "shopId", "shop"])
        #expect(fields("ItemOrderBy") == [])
    }

    @Test("A column that is not for everybody is guarded wherever it can be named")
    func guards() async throws {
        let graph = try await graph(
            GraphOptions(tenancy: .none),
            """
            CREATE SCHEMA app; CREATE TABLE app.shop (id bigint PRIMARY KEY, sales bigint UNIQUE); COMMENT ON TABLE app.shop IS '@graph';
            CREATE TABLE app.deal (id bigint PRIMARY KEY, shop_id bigint REFERENCES app.shop); CREATE INDEX ON app.deal (shop_id, id);
            COMMENT ON TABLE app.deal IS '@graph @visible(to: [OPERATOR])';
            COMMENT ON COLUMN app.shop.sales IS 'Secret. @scope(read: "sales:read")'; COMMENT ON COLUMN app.deal.shop_id IS '@scope(read: "deals:shop")'
            """)
        let sales = Guard(readScope: "sales:read")
        for (field, type) in [("sales", "Shop"), ("sales", "ShopFilter"), ("sales", "ShopOrderBy"), ("shopBySales", "Query")] {
            #expect(graph.guardOfField(field, on: type) == sales, "\(type).\(field)")
        }
        for (field, type) in [("shop", "Deal"), ("deals", "Shop")] {
            #expect(graph.guardOfField(field, on: type) == Guard(readScope: "deals:shop"), "\(type).\(field)")
        }
        for type in ["Deal", "DealConnection", "DealEdge", "DealFilter", "DealOrderBy"] {
            #expect(graph.guardOfType(type) == Guard(roles: [.operator]), "\(type)")
        }
        #expect(graph.knownScopes == ["sales:read", "deals:shop"])
    }

    @Test("An unknown directive in a foreign database's comments is a warning when everything is shown")
    func foreignComments() async throws {
        let graph = try await graph(
            GraphOptions(tenancy: .none, exposeAll: true),
            "CREATE TABLE a (id bigint PRIMARY KEY); COMMENT ON TABLE a IS '@omit create,update'")
        #expect(graph.warnings.map(\.severity) == [.warning])
        #expect(graph.schema.type(named: "A") != nil)
    }

    @Test("Tables of one name in two schemas, and names that GraphQL has, are made different when everything is shown")
    func clashes() async throws {
        let graph = try await graph(
            GraphOptions(tenancy: .none, exposeAll: true),
            "CREATE SCHEMA b; CREATE TABLE b.item (id bigint PRIMARY KEY); CREATE TABLE item (id bigint PRIMARY KEY); CREATE TABLE node (id bigint PRIMARY KEY)"
        )
        #expect(graph.tables.map(\.typeName) == ["Item", "PublicItem", "PublicNode"])
    }
}
