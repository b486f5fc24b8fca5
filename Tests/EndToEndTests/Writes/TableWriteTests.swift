import Foundation
import JSON
import Testing

@Suite("Tables that are written as they are", .serialized)
struct TableWriteTests {
    private typealias Ground = WritesGround

    private static let create = """
        mutation ($i: CreateProductsInput!) { createProducts(input: $i) {
          products { id databaseId name price status version merchant { databaseId productCount } }
          refused { index code message input detail } } }
        """
    private static let update =
        "mutation ($i: UpdateProductsInput!) { updateProducts(input: $i) { products { id name price version status } refused { index } } }"
    private static let delete = "mutation ($i: DeleteProductsInput!) { deleteProducts(input: $i) { deleted refused { index } } }"
    private static let upsert =
        "mutation ($i: UpsertProductsInput!) { upsertProducts(input: $i) { products { name sku version } refused { index } } }"
    private static let shop = Ground.id("Merchant", AccessGround.shop)

    private func row(_ name: String, _ more: String = "") -> String {
        #"{"merchantId": "\#(Self.shop)", "name": "\#(name)", "price": "5", "currency": "CNY"\#(more)}"#
    }

    private func mark() -> String { "made-\(UUID().uuidString)" }

    @Test("Rows are created, seen by the payload's selection, changed by the version that was read, and deleted while they are drafts")
    func life() async throws {
        let ground = try await Ground.shared.value
        let mark = mark()
        let made = try await ground.ask(
            Self.create, #"{"products": [\#(row(mark, #", "status": "DRAFT", "cost": 3"#)), \#(row(mark + "-2"))]}"#, as: ground.shop)
        #expect(made.errors.isEmpty, "\(made.text)")
        #expect(made.value(at: "createProducts.products.0.status")?.string == "DRAFT")
        #expect(made.value(at: "createProducts.products.1.status")?.string == "LISTED")
        #expect(made.value(at: "createProducts.products.1.merchant.databaseId")?.string == AccessGround.shop)
        #expect(made.value(at: "createProducts.refused")?.canonical == "[]")
        let count = "SELECT product_count FROM market.merchant WHERE tenant_id = 1 AND id = \(AccessGround.shop)"
        #expect(made.value(at: "createProducts.products.1.merchant.productCount")?.canonical == (try await ground.value(count)))
        let id = try #require(made.value(at: "createProducts.products.0.id")?.string)
        let changed = try await ground.ask(Self.update, #"{"products": {"id": "\#(id)", "ifVersion": 1, "price": 9}}"#, as: ground.shop)
        #expect(changed.value(at: "updateProducts.products.0.price")?.string == "9", "\(changed.text)")
        #expect(changed.value(at: "updateProducts.products.0.name")?.string == mark)
        let late = try await ground.ask(Self.update, #"{"products": [{"id": "\#(id)", "ifVersion": 1, "price": 10}]}"#, as: ground.shop)
        #expect(late.code == "PRECONDITION" && late.input == "products.0.ifVersion", "\(late.text)")
        #expect(late.errors.first?["extensions"]?["detail"]?.canonical == #"{"version":2}"#)
        let gone = try await ground.ask(Self.delete, #"{"products": [{"id": "\#(id)"}]}"#, as: ground.shop)
        #expect(gone.value(at: "deleteProducts.deleted")?.canonical == "1", "\(gone.text)")
        let listed = try #require(made.value(at: "createProducts.products.1.id")?.string)
        let kept = try await ground.ask(Self.delete, #"{"products": [{"id": "\#(listed)"}]}"#, as: ground.shop)
        #expect(kept.code == "NOT_FOUND" && kept.input == "products.0.id", "\(kept.text)")
    }

    @Test("What a row says the viewer may do with it is what is done")
    func abilities() async throws {
        let ground = try await Ground.shared.value
        let made = try await ground.ask(
            """
            mutation ($i: CreateProductsInput!) { createProducts(input: $i) { products {
              id viewerCan { updateProducts deleteProducts upsertProducts } } } }
            """, #"{"products": [\#(row(mark(), #", "status": "DRAFT", "sku": "\#(UUID())""#)), \#(row(mark()))]}"#, as: ground.shop)
        func told(_ index: Int) -> String? { made.value(at: "createProducts.products.\(index).viewerCan")?.canonical }
        #expect(told(0) == #"{"updateProducts":true,"deleteProducts":true,"upsertProducts":true}"#, "\(made.text)")
        // An upsert goes by the shop's own number, and this has none.
        #expect(told(1) == #"{"updateProducts":true,"deleteProducts":false,"upsertProducts":false}"#, "\(made.text)")
        for (index, outcome) in ["1", nil].enumerated() {
            let id = try #require(made.value(at: "createProducts.products.\(index).id")?.string)
            let gone = try await ground.ask(Self.delete, #"{"products": [{"id": "\#(id)"}]}"#, as: ground.shop)
            #expect(gone.value(at: "deleteProducts.deleted")?.canonical == outcome, "\(gone.text)")
        }
        let others = try await ground.access.gateways[0].ask(
            "{ products(first: 20, filter: { merchantId: { ne: \"\(AccessGround.shop)\" } }) { nodes { viewerCan { updateProducts } } } }",
            token: ground.shop
        ).answer
        let nodes = try #require(others?.value(at: "products.nodes")?.items, "\(others?.text ?? "")")
        #expect(nodes.count == 20 && nodes.allSatisfy { $0.value(at: "viewerCan.updateProducts") == .bool(false) })
        let buyer = try await ground.access.gateways[0].ask(
            "{ products(first: 1) { nodes { viewerCan { updateProducts } } } }", token: ground.buyer
        ).answer
        #expect(buyer?.code == "VALIDATION")
    }

    @Test("What is read of each row that is given counts, before anything is written")
    func ceiling() async throws {
        let ground = try await Ground.shared.value
        let mark = mark()
        let many = "[" + Array(repeating: row(mark), count: 1000).joined(separator: ",") + "]"
        let query = """
            mutation ($i: CreateProductsInput!) { createProducts(input: $i) {
              products { merchant { products(first: 300) { nodes { price } } } } } }
            """
        let refused = try await ground.ask(query, #"{"products": \#(many)}"#, as: ground.shop)
        #expect(refused.code == "TOO_COMPLEX", "\(refused.text.prefix(300))")
        #expect(try await ground.value("SELECT count(*) FROM market.product WHERE name = '\(mark)'") == "0")
        let one = try await ground.ask(query, #"{"products": \#(row(mark, #", "status": "DRAFT""#))}"#, as: ground.shop)
        #expect(one.errors.isEmpty, "\(one.text.prefix(300))")
    }

    @Test("All or nothing, or each by itself: what is refused is told with its place, and never how it is stored")
    func policies() async throws {
        let ground = try await Ground.shared.value
        let mark = mark()
        let rows = "[\(row(mark)), \(row(mark, #", "sku": """#)), \(row(mark))]"
        let none = try await ground.ask(Self.create, #"{"products": \#(rows)}"#, as: ground.shop)
        #expect(none.code == "CONSTRAINT" && none.input == "products.1.sku" && none.path == #"["createProducts"]"#, "\(none.text)")
        let written = "SELECT count(*) FROM market.product WHERE name = '\(mark)'"
        #expect(try await ground.value(written) == "0")
        let some = try await ground.ask(Self.create, #"{"products": \#(rows), "onError": "EACH_BY_ITSELF"}"#, as: ground.shop)
        #expect(some.errors.isEmpty && some.value(at: "createProducts.products")?.items.count == 2, "\(some.text)")
        #expect(
            some.value(at: "createProducts.refused")?.canonical
                == #"[{"index":1,"code":"CONSTRAINT","message":"A SKU has 1 to 100 characters.","input":"sku","detail":null}]"#,
            "\(some.text)")
        #expect(try await ground.value(written) == "2")
        #expect(!some.text.contains("_check") && !some.text.contains("market."))
        let few = try await ground.ask(Self.create, #"{"products": \#(rows), "atMost": 2}"#, as: ground.shop)
        #expect(few.code == "PRECONDITION" && few.input == "atMost", "\(few.text)")
    }

    @Test("A key makes many rows once, and an upsert makes them once without one")
    func once() async throws {
        let ground = try await Ground.shared.value
        let (mark, key) = (mark(), UUID().uuidString)
        let input = #"{"products": [\#(row(mark)), \#(row(mark))], "idempotencyKey": "\#(key)"}"#
        let first = try await ground.ask(Self.create, input, as: ground.shop)
        let again = try await ground.ask(Self.create, input, as: ground.shop)
        #expect(first.errors.isEmpty && again.data?.canonical == first.data?.canonical, "\(first.text) \(again.text)")
        #expect(try await ground.value("SELECT count(*) FROM market.product WHERE name = '\(mark)'") == "2")
        let sku = #", "sku": "\#(mark)""#
        let answers = try await withThrowingTaskGroup { tasks in
            for turn in 0..<16 {
                tasks.addTask { try await ground.ask(Self.upsert, #"{"products": [\#(row("u\(turn)", sku))]}"#, as: ground.shop) }
            }
            return try await tasks.reduce(into: []) { $0.append($1) }
        }
        let refused = answers.filter { !$0.errors.isEmpty }
        #expect(answers.count == 16 && refused.isEmpty, "\(refused.first?.text ?? "")")
        #expect(try await ground.value("SELECT count(*) || ' ' || max(version) FROM market.product WHERE sku = '\(mark)'") == "1 16")
    }

    @Test("Under @transaction the rows of all fields are written, or none")
    func transaction() async throws {
        let ground = try await Ground.shared.value
        let mark = mark()
        let fields = ["5", "-5"].enumerated().map { index, price in
            #"f\#(index): createProducts(input: {products: [{merchantId: "\#(Self.shop)", name: "\#(mark)", price: "\#(price)", currency: "CNY"}]}) { refused { index } }"#
        }
        let answer = try await ground.ask("mutation @transaction { \(fields.joined(separator: " ")) }", "null", as: ground.shop)
        #expect(answer.errors.count == 2, "\(answer.text)")
        #expect(try await ground.value("SELECT count(*) FROM market.product WHERE name = '\(mark)'") == "0")
    }

    @Test("Of fields that happen together, the one whose value does not fit is told, with where the value stands")
    func misfit() async throws {
        let ground = try await Ground.shared.value
        let mark = mark()
        let rest = #"", price: "5", currency: "CNY"}]}) { refused { index } }"#
        let shops = [Self.shop, WritesGround.id("Product", "1")]
        let starts = (0...1).map { #"f\#($0): createProducts(input: {products: [{name: "\#(mark)", merchantId: "# }
        let fields = zip(starts, shops).map { "\($0)\"\($1)\(rest)" }
        let answer = try await ground.ask("mutation @transaction {\n\(fields.joined(separator: "\n"))\n}", "null", as: ground.shop)
        let told = answer.errors.map { [$0["path"], $0["locations"], $0["extensions"]?["code"]].map { $0?.canonical ?? "" } }
        let misfit = try #require(told.first { $0[0] == #"["f1"]"# })
        #expect(misfit[1] == #"[{"line":3,"column":\#(starts[1].utf8.count + 1)}]"# && misfit[2] == #""BAD_VARIABLE""#, "\(answer.text)")
        #expect(told.count == 2 && answer.text.contains("rolled back because of \\\"f1\\\""), "\(answer.text)")
        #expect(try await ground.value("SELECT count(*) FROM market.product WHERE name = '\(mark)'") == "0")
    }

    @Test("A variable that is null where none may be fails its field, and the others are carried out")
    func nullInput() async throws {
        let ground = try await Ground.shared.value
        let mark = mark()
        let good = #"{products: [{merchantId: "\#(Self.shop)", name: "\#(mark)", price: "5", currency: "CNY"}]}"#
        let fields = "a: createProducts(input: $i) { refused { index } } b: createProducts(input: \(good)) { products { name } }"
        for directive in ["", " @transaction"] {
            let answer = try await ground.ask(
                "mutation ($i: CreateProductsInput = {products: []})\(directive) { \(fields) }", "null", as: ground.shop)
            let paths = answer.errors.map { $0["path"]?.canonical ?? "" }
            #expect(paths == (directive.isEmpty ? [#"["a"]"#] : [#"["a"]"#, #"["b"]"#]) && answer.code == "BAD_VARIABLE", "\(answer.text)")
            #expect(try await ground.value("SELECT count(*) FROM market.product WHERE name = '\(mark)'") == "1", "\(answer.text)")
        }
    }

    @Test("Who may not write has no such mutation; a column under a scope is not in the input of a token without it")
    func masks() async throws {
        let ground = try await Ground.shared.value
        let names = #"{ __schema { mutationType { fields { name } } } row: __type(name: "UpsertProductsRow") { inputFields { name } } }"#
        func seen(_ token: String?) async throws -> (mutations: [String], row: [String]) {
            let reply = try await ground.access.gateways[0].ask(names, token: token)
            func list(_ path: String) -> [String] { reply.answer?.value(at: path)?.items.compactMap { $0["name"]?.string } ?? [] }
            return (list("__schema.mutationType.fields"), list("row.inputFields"))
        }
        let all: Set = ["createProducts", "updateProducts", "deleteProducts", "upsertProducts"]
        let own = try await seen(ground.shop)
        #expect(
            all.isSubset(of: own.mutations) && own.row.contains("cost") && !own.row.contains("soldAtLeast") && !own.row.contains("version"))
        let buyer = try await seen(ground.buyer)
        #expect(all.isDisjoint(with: buyer.mutations) && buyer.row.isEmpty)
        let narrow = try await ground.access.token(
            "merchant",
            "subject => '\(ground.access.staff())', merchants => '{\(AccessGround.shop)}', scopes => '{products:read,products:write}'"
        ).text
        let limited = try await seen(narrow)
        #expect(all.isSubset(of: limited.mutations) && limited.row.contains("price") && !limited.row.contains("cost"))
        let refused = try await ground.ask(Self.create, #"{"products": [\#(row("x", #", "cost": 1"#))]}"#, as: narrow)
        #expect(refused.code == "BAD_VARIABLE", "\(refused.text)")
        let reader = try await ground.access.token(
            "merchant", "subject => '\(ground.access.staff())', merchants => '{\(AccessGround.shop)}', scopes => '{products:read}'"
        ).text
        #expect(all.isDisjoint(with: try await seen(reader).mutations))
    }

    @Test(
        "A value that does not fit is told with its place, and nothing is written",
        arguments: [
            (#""price": "9223372036854775808""#, "BAD_VARIABLE", "products.0.price"),
            (#""name": "a\u0000b""#, "BAD_VARIABLE", "products.0.name"),
            (#""merchantId": "\#(WritesGround.id("Product", "1"))""#, "BAD_VARIABLE", "products.0.merchantId"),
            (#""merchantId": "\#(WritesGround.id("Merchant", "99999999999"))""#, "NOT_FOUND", "products.0.merchantId"),
            (#""merchantId": "\#(WritesGround.id("Merchant", "8"))""#, "FORBIDDEN", "products.0"),
            (#""categoryId": "\#(WritesGround.id("Category", "99999999999"))""#, "NOT_FOUND", "products.0.categoryId"),
            (#""currency": "yuan""#, "CONSTRAINT", "products.0.currency"), (#""status": "SOLD""#, "BAD_VARIABLE", nil),
            (#""soldAtLeast": 5"#, "BAD_VARIABLE", nil),
        ] as [(String, String, String?)])
    func places(change: String, code: String, place: String?) async throws {
        let ground = try await Ground.shared.value
        // Of two members of one name the later one holds, as in every reader of JSON that takes both.
        let name = mark()
        let member = change.prefix { $0 != ":" }
        let base = row(name).replacing(try Regex("\(member): \"[^\"]*\""), with: change)
        let text = base.contains(change) ? base : row(name, ", " + change)
        let answer = try await ground.ask(Self.create, #"{"products": [\#(text)]}"#, as: ground.shop)
        #expect(answer.code == code && answer.input == place, "\(answer.text)")
        #expect(try await ground.value("SELECT count(*) FROM market.product WHERE name = '\(name)'") == "0")
    }

    @Test("A shop sets its stock, which nobody else reads; of what is sold out everybody is told")
    func stock() async throws {
        let ground = try await Ground.shared.value
        // One of the demo's: another listed product would change the count that the test of the whole life looks at.
        let number = try await ground.value(
            "SELECT min(id) FROM market.product WHERE tenant_id = 1 AND merchant_id = \(AccessGround.shop) AND status = 'listed'")
        _ = try await ground.value("DELETE FROM market.inventory WHERE tenant_id = 1 AND product_id = \(number) RETURNING product_id")
        let product = Ground.id("Product", number)
        func set(_ stock: String, _ more: String = "") async throws -> Answer {
            let upsert = """
                mutation ($i: UpsertInventoriesInput!) { upsertInventories(input: $i) {
                  inventories { stock soldCount version product { id isSoldOut inventory { stock } } merchant { databaseId } } refused { index } } }
                """
            let row = #"{"productId": "\#(product)", "merchantId": "\#(Self.shop)", "stock": \#(stock)\#(more)}"#
            return try await ground.ask(upsert, #"{"inventories": [\#(row)]}"#, as: ground.shop)
        }
        let first = try await set("3")
        #expect(first.errors.isEmpty, "\(first.text)")
        #expect(first.value(at: "upsertInventories.inventories.0.product.inventory.stock")?.canonical == "3")
        #expect(first.value(at: "upsertInventories.inventories.0.product.isSoldOut")?.canonical == "false")
        let second = try await set("0", #", "ifVersion": 1"#)
        #expect(second.value(at: "upsertInventories.inventories.0.version")?.canonical == "2", "\(second.text)")
        #expect(second.value(at: "upsertInventories.inventories.0.product.isSoldOut")?.canonical == "true")
        #expect(try await set("5", #", "ifVersion": 1"#).code == "PRECONDITION")

        let query = "query ($i: ID!) { product(id: $i) { isSoldOut soldAtLeast inventory { stock } } }"
        let other = try await ground.access.token(
            "merchant", "subject => '\(ground.access.staff(of: "8"))', merchants => '{8}'"
        ).text
        let seen = try await ground.ask(query, JSONValue.string(product).canonical, as: other)
        let steps = try await ground.value("SELECT sold_at_least FROM market.product WHERE tenant_id = 1 AND id = \(number)")
        #expect(
            seen.value(at: "product")?.canonical == #"{"isSoldOut":true,"soldAtLeast":\#(steps),"inventory":null}"#, "\(seen.text)")
        #expect(try await ground.ask(query, JSONValue.string(product).canonical, as: ground.buyer).code == "VALIDATION")
    }

    @Test("Another tenant's rows are as little there as none")
    func tenants() async throws {
        let ground = try await Ground.shared.value
        let number = try await ground.value(
            "INSERT INTO market.product (tenant_id, merchant_id, name, price, currency) VALUES (2, 1, 'of another', 5, 'EUR') RETURNING id")
        let there = try await ground.ask(
            Self.update, #"{"products": [{"id": "\#(Ground.id("Product", number))", "price": 1}]}"#, as: ground.shop)
        let nowhere = try await ground.ask(
            Self.update, #"{"products": [{"id": "\#(Ground.id("Product", "8888888888888"))", "price": 1}]}"#, as: ground.shop)
        #expect(
            there.code == "NOT_FOUND" && there.errors.map(\.canonical) == nowhere.errors.map(\.canonical), "\(there.text) \(nowhere.text)")
        #expect(try await ground.value("SELECT price FROM market.product WHERE id = \(number)") == "5")
    }
}
