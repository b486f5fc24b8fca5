import GraphQLLanguage
import Testing

@testable import Execution

@Suite("What of a document was asked")
struct AskedDocumentTests {
    @Test("The operation comes first, its fragments follow, and nothing stands beside them")
    func whole() {
        let source = Source(
            """
            # \(String(repeating: "x", count: 5000))
            "\(String(repeating: "x", count: 5000))"
            fragment Name on Product { name }
            query Other { products { totalCount } }
            fragment Deep on Product { ...Name }
            \"\"\"
            \(String(repeating: "x", count: 5000))
            \"\"\"
            query Asked("\(String(repeating: "x", count: 5000))" $id: ID! = "#1") {
              product(id: $id) { ...Deep } # and no more
            }
            """)
        #expect(
            AskedDocument.text(of: source, operation: "Asked") == """
                query Asked($id: ID! = "#1") {
                  product(id: $id) {
                    ...Deep
                  }
                }

                fragment Name on Product {
                  name
                }

                fragment Deep on Product {
                  ...Name
                }
                """)
    }

    @Test("An operation without a name is found too, also deep within itself")
    func nameless() {
        #expect(AskedDocument.text(of: Source("#\n{a,b}"), operation: nil) == "{\n  a\n  b\n}")
        let deep = String(repeating: "{a", count: 240) + String(repeating: "}", count: 240)
        #expect(AskedDocument.text(of: Source("#x\n" + deep), operation: nil).hasPrefix("{\n  a {\n"))
    }
}
