import Catalog
import GraphModel
import GraphQLSchema
import Testing

@Suite("What filters and orders offer") struct OfferTests {
    private static let product: String = """
        CREATE TABLE app.product (tenant_id bigint NOT NULL, id bigint NOT NULL, shop_id bigint NOT NULL, price numeric, data jsonb, rank int,
          PRIMARY KEY (tenant_id, id), CONSTRAINT product_shop FOREIGN KEY (tenant_id, shop_id) REFERENCES app.shop (tenant_id, id));
        SELECT app.guard('app.product');
        COMMENT ON TABLE app.product IS '@graph';
        """
    private static let index = "CREATE INDEX product_by_shop ON app.product (tenant_id, shop_id);"

    private func graph(_ sql: String) async throws -> Graph { try await GraphBuilder.build(CaseDatabase.snapshot(sql)) }

    private func fields(_ type: String, of graph: Graph) -> [String: String] {
        guard case .inputObject(let input)? = graph.schema.type(named: type) else { return [:] }
        return Dictionary(uniqueKeysWithValues: input.fields.map { ($0.name, $0.type.description) })
    }

    @Test("is the beginning of a text where an index keeps the order of bytes")
    func beginnings() async throws {
        let graph = try await graph(
            """
            ALTER TABLE app.shop ADD city text COLLATE "C", ADD slug text NOT NULL DEFAULT '';
            CREATE INDEX ON app.shop (tenant_id, city); CREATE INDEX ON app.shop (tenant_id, name text_pattern_ops);
            CREATE INDEX ON app.shop (tenant_id, slug); CREATE INDEX ON app.shop (tenant_id, slug COLLATE "C");
            """)
        let filter = fields("ShopFilter", of: graph)
        #expect(filter["city"] == "StringPrefixFilter" && filter["slug"] == "StringPrefixFilter" && filter["name"] == "PrefixFilter")
        #expect(filter["state"] == nil)
        #expect(fields("PrefixFilter", of: graph).keys.sorted() == ["isNull", "startsWith"])
        let columns = try #require(graph.tables.first).columns
        let orders = Dictionary(uniqueKeysWithValues: columns.map { ($0.name.name, $0.prefixOrder) })
        #expect(orders["city"] == .own && orders["slug"] == .collation && orders["name"] == .pattern)
    }

    @Test("is nothing that leaks below row security, whatever indexes there are, and says so")
    func leaks() async throws {
        let indexes = "CREATE INDEX ON app.product (tenant_id, price); CREATE INDEX ON app.product USING gin (data);"
        let guarded = try await graph("\(Self.product) \(Self.index) \(indexes)")
        #expect(fields("ProductFilter", of: guarded)["price"] == nil && fields("ProductFilter", of: guarded)["data"] == nil)
        let offer = try #require(guarded.offers.first { $0.object == "column app.product.price" && $0.use == .filter })
        #expect(!offer.isOffered && offer.reason.contains("leakproof"))
        let open = try await graph(
            """
            CREATE TABLE app.rate (id bigint PRIMARY KEY, price numeric, data jsonb, seen int4range); COMMENT ON TABLE app.rate IS '@graph @public';
            CREATE INDEX ON app.rate (price, id); CREATE INDEX ON app.rate USING gin (data); CREATE INDEX ON app.rate USING gist (seen);
            """)
        let filter = fields("RateFilter", of: open)
        #expect(filter["price"] == "DecimalFilter" && filter["data"] == "JSONFilter" && filter["seen"] == "IntRangeFilter")
    }

    @Test("is told with the index that would open what is missing")
    func advice() async throws {
        let graph = try await graph("\(Self.product) \(Self.index)")
        func offer(_ use: InputOffer.Use, _ object: String) throws -> InputOffer {
            try #require(graph.offers.first { $0.use == use && $0.object == object })
        }
        #expect(try offer(.filter, "column app.shop.name").remedy == #"CREATE INDEX ON "app"."shop" ("tenant_id", "name", "id");"#)
        #expect(try offer(.filter, "column app.product.shop_id").reason == "served by product_by_shop, for equal values only")
        #expect(
            try offer(.order, "column app.product.rank").remedy
                == #"CREATE INDEX ON "app"."product" ("tenant_id", "rank", "id"); "#
                + #"CREATE INDEX ON "app"."product" ("tenant_id", "shop_id", "rank", "id");"#)
        #expect(try offer(.filter, "field Shop.products").isOffered)
        #expect(try !offer(.order, "field Product.shop").isOffered)
    }

    @Test("is a range of values only where an index keeps the rows in their order")
    func ranges() async throws {
        let graph = try await graph(
            """
            ALTER TABLE app.shop ADD rank int, ADD size int, ADD opened_at timestamptz NOT NULL DEFAULT now();
            CREATE INDEX ON app.shop (tenant_id, rank, id); CREATE INDEX shop_by_size ON app.shop (tenant_id, size, opened_at);
            """)
        let filter = fields("ShopFilter", of: graph)
        #expect(filter["rank"] == "IntFilter" && filter["size"] == "IntEqualityFilter")
        #expect(fields("IntEqualityFilter", of: graph).keys.sorted() == ["eq", "in", "isNull", "ne", "notIn"])
        #expect(graph.offers.contains { $0.reason == "served by shop_by_size, for equal values only" })
    }

    @Test("is less within one row's list than among all rows, unless an index or a directive serves it there")
    func withinLists() async throws {
        let indexes = """
            CREATE INDEX ON app.product (tenant_id, shop_id); CREATE INDEX ON app.product (tenant_id, rank, id);
            CREATE UNIQUE INDEX ON app.product (tenant_id, code); CREATE INDEX ON app.product (tenant_id, maker_id);
            """
        let columns = """
            ALTER TABLE app.product ADD code text, ADD maker_id bigint, ADD CONSTRAINT product_maker FOREIGN KEY (tenant_id, maker_id)
              REFERENCES app.shop (tenant_id, id);
            COMMENT ON CONSTRAINT product_maker ON app.product IS '@name(backward: "made")';
            """
        let closed = try await graph("\(Self.product) \(columns) \(indexes)")
        #expect(Set(["rank", "code", "shop", "shopId", "maker", "makerId"]).isSubset(of: fields("ProductFilter", of: closed).keys))
        // One row has the code, wherever it is looked for.
        let within = fields("ProductByShopFilter", of: closed)
        #expect(within.keys.sorted() == ["and", "code", "databaseId", "not", "or"] && within["and"] == "[ProductByShopFilter!]")
        let list = try #require(closed.schema.type(named: "Shop")?.fields?["products"])
        #expect(list.arguments["filter"]?.type.innermost == "ProductByShopFilter")
        let offer = try #require(closed.offers.first { $0.object == "column app.product.rank within Shop.products" && $0.use == .filter })
        #expect(!offer.isOffered && offer.remedy == #"CREATE INDEX ON "app"."product" ("tenant_id", "shop_id", "rank", "id");"#)

        let open = try await graph(
            """
            \(Self.product) \(columns) \(indexes)
            CREATE INDEX ON app.product (tenant_id, shop_id, rank, id); CREATE INDEX ON app.product (tenant_id, shop_id, maker_id);
            COMMENT ON COLUMN app.product.data IS '@filter';
            """)
        let opened = fields("ProductByShopFilter", of: open)
        #expect(opened["rank"] == "IntFilter" && opened["makerId"] == "BigIntEqualityFilter" && opened["maker"] == "ShopFilter")
        #expect(opened["data"] == "JSONFilter" && opened["shop"] == nil && opened["shopId"] == nil)
        #expect(fields("ProductByMakerFilter", of: open)["rank"] == nil)
    }

    @Test("is guarded within lists as it is among all rows")
    func guardedWithinLists() async throws {
        let graph = try await graph(
            """
            \(Self.product) \(Self.index) COMMENT ON COLUMN app.product.rank IS '@filter @scope(read: "products:rank")';
            COMMENT ON TABLE app.product IS '@graph @visible(to: [OPERATOR])';
            """)
        #expect(graph.guardOfField("rank", on: "ProductByShopFilter") == Guard(readScope: "products:rank"))
        #expect(graph.guardOfType("ProductByShopFilter") == Guard(roles: [.operator]))
    }

    @Test("is only the directions that an index has, where there are nulls")
    func directions() async throws {
        let graph = try await graph(
            "ALTER TABLE app.shop ADD rank int; CREATE INDEX ON app.shop (tenant_id, rank DESC NULLS LAST, id DESC)")
        #expect(fields("ShopOrderBy", of: graph)["rank"] == "NullsSmallestDirection")
        #expect(fields("ShopOrderBy", of: graph)["databaseId"] == "OrderDirection")
    }

    @Test("is more where a directive opens it")
    func opened() async throws {
        let closed = try await graph(Self.product)
        #expect(fields("ProductFilter", of: closed)["shop"] == nil && fields("ShopFilter", of: closed)["products"] == nil)
        let open = try await graph(
            """
            \(Self.product) COMMENT ON CONSTRAINT product_shop ON app.product IS '@filter @order';
            COMMENT ON COLUMN app.shop.name IS '@filter @order'; COMMENT ON COLUMN app.product.data IS '@filter';
            """)
        #expect(
            fields("ShopFilter", of: open)["name"] == "StringSearchFilter" && fields("ShopOrderBy", of: open)["name"] == "OrderDirection")
        #expect(fields("ProductFilter", of: open)["shop"] == "ShopFilter" && fields("ProductFilter", of: open)["data"] == "JSONFilter")
        #expect(fields("ShopFilter", of: open)["products"] == "ManyProductsFilter")
        #expect(fields("ProductOrderBy", of: open)["shop"] == "ShopOrderBy")
    }

    @Test("is guarded like the fields that show it")
    func guarded() async throws {
        let graph = try await graph(
            """
            \(Self.product) \(Self.index) COMMENT ON COLUMN app.product.shop_id IS '@scope(read: "products:shop")';
            COMMENT ON TABLE app.product IS '@graph @visible(to: [OPERATOR])'; COMMENT ON CONSTRAINT product_shop ON app.product IS '@order';
            """)
        let scope = Guard(readScope: "products:shop")
        for (field, type) in [
            ("shop", "ProductFilter"), ("shopId", "ProductFilter"), ("shop", "ProductOrderBy"), ("products", "ShopFilter"),
        ] {
            #expect(graph.guardOfField(field, on: type) == scope, "\(type).\(field)")
        }
        for type in ["ProductFilter", "ManyProductsFilter", "ProductOrderBy"] {
            #expect(graph.guardOfType(type) == Guard(roles: [.operator]), "\(type)")
        }
    }
}
