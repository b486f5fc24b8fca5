import PostgresTypes
import Testing

@Suite("The type registry")
struct TypeRegistryTests {
    @Test("knows PostgreSQL's own types and their arrays", arguments: KnownType.all)
    func known(known: KnownType) {
        let registry = TypeRegistry()
        #expect(registry.type(known.oid) == known.type)
        #expect(registry.type(known.arrayOID) == .array(element: known.type, elementOID: known.oid))
    }

    @Test("carries what nobody described as text")
    func unknown() {
        let type = TypeRegistry().type(99_999)
        #expect(type == .other(name: "99999"))
        #expect(type.travelsAsText)
    }

    @Test("ends at a type that holds itself")
    func recursive() {
        let rows = [
            TypeRow(oid: 50_000, name: "tree", kind: .composite(attributes: [TypeRow.Attribute(name: "children", type: 50_001)])),
            TypeRow(oid: 50_001, name: "_tree", kind: .array(element: 50_000)),
        ]
        #expect(TypeRegistry(rows: rows).type(50_000).travelsAsText)
    }

    @Test("looks through domains")
    func domain() {
        let rows = [
            TypeRow(oid: 50_000, name: "email", kind: .domain(base: 50_001)), TypeRow(oid: 50_001, name: "citext", kind: .base),
        ]
        let type = TypeRegistry(rows: rows).type(50_000)
        #expect(type == .domain(base: .text))
        #expect(type.underlying == .text)
    }
}
