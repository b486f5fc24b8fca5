import Testing

@testable import GraphModel

@Suite struct WordsTests {
    @Test(
        "A catalog name is cut into its words however it is spelt",
        arguments: [
            ("invoice_line", ["invoice", "line"]), ("InvoiceLine", ["invoice", "line"]), ("invoiceLine", ["invoice", "line"]),
            ("Invoice Line", ["invoice", "line"]), ("HTTPServer", ["http", "server"]), ("ArtistID", ["artist", "id"]),
            ("address2", ["address2"]), ("Address2Line", ["address2", "line"]), ("__leading", ["leading"]), ("ORDERS", ["orders"]),
            ("price-€", ["price"]), ("商品", []), ("", []), ("2fa_enabled", ["2fa", "enabled"]),
        ])
    func words(name: String, expected: [String]) {
        #expect(Words(of: name).list == expected)
    }

    @Test(
        "Words are put together as GraphQL writes fields, types and enum values",
        arguments: [
            ("invoice_line", "invoiceLine", "InvoiceLine", "INVOICE_LINE"), ("2fa", "_2fa", "_2fa", "_2FA"),
            ("cost per-click", "costPerClick", "CostPerClick", "COST_PER_CLICK"),
        ])
    func cases(name: String, camel: String, pascal: String, upper: String) {
        let words = Words(of: name)
        #expect(words.camelCase == camel)
        #expect(words.pascalCase == pascal)
        #expect(words.upperCase == upper)
    }
}
