import GraphQLSchema
import Testing

@Suite("Names of a schema")
struct NameTableTests {
    @Test("are all found, and nothing else is", arguments: [0, 1, 2, 3, 7, 8, 9, 100, 1000])
    func found(count: Int) {
        let names = (0..<count).map { "field\($0)" + String(repeating: "x", count: $0 % 40) }
        let table = NameTable(names)
        for (position, name) in names.enumerated() { #expect(table[name] == position) }
        for stranger in ["", "field", "Field0", "field0 ", "field\(count)", "é", String(repeating: "x", count: 5000)] {
            #expect(table[stranger] == nil)
        }
    }

    @Test("are found at their first place where they occur twice")
    func twice() {
        let table = NameTable(["a", "b", "a", "c", "b"])
        #expect(["a", "b", "c"].map { table[$0] } == [0, 1, 3])
    }

    @Test("that are as long as the words they are hashed by", arguments: [7, 8, 9, 15, 16, 17])
    func lengths(length: Int) {
        let names = ["a", "b"].map { String(repeating: "n", count: length - 1) + $0 }
        let table = NameTable(names)
        #expect(names.map { table[$0] } == [0, 1])
        #expect(table[String(repeating: "n", count: length)] == nil)
    }

    @Test("lead to values")
    func values() {
        let values = NamedValues(["one": 1, "two": 2])
        #expect(values["one"] == 1 && values["two"] == 2 && values["three"] == nil)
    }
}
