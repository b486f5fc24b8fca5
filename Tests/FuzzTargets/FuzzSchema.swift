import GraphQLLanguage
import GraphQLSchema
import JSON

/// The schema that fuzzed operations ask, with something of every kind in it, and data for them.
enum FuzzSchema {
    static let schema: Result<Schema, BrokenPromise> = Result { () throws(BrokenPromise) in
        guard let built = try? SchemaBuilder.build(Parser.parse(sdl)) else { throw BrokenPromise("the schema is not built") }
        let errors = SchemaValidator.errors(in: built)
        try require(errors.isEmpty, "the schema is not valid: \(errors.map(\.message))")
        return built.schema
    }

    private static let sdl = """
        type Query {
          shop(id: ID! = 1): Shop
          shops(first: Int = 20, after: String, filter: ShopFilter, sort: [Sort!]): [Shop!]!
          node(id: ID): Node
          found: [Found]
          by(key: Key!): Shop
          echo(int: Int, float: Float, string: String, flag: Boolean, id: ID, sort: Sort, any: Any, ints: [Int], grid: [[Int!]!]): String
        }
        type Mutation { open(name: String!): Shop close(id: ID!): Shop }
        type Subscription { opened(name: String): Shop closed: Shop }
        interface Node { id: ID! }
        interface Named implements Node { id: ID! name: String }
        type Shop implements Node & Named { id: ID! name(upper: Boolean): String owner: Person! shops: [Shop] rating: Float }
        type Person implements Node & Named { id: ID! name: String age: Int friends: [Person!] rating: Int any: Any sort: Sort }
        union Found = Shop | Person
        enum Sort { NAME RATING @deprecated }
        input ShopFilter { name: String! = "a" limit: Int! = 3 and: [ShopFilter!] sort: Sort key: Key any: Any }
        input Key @oneOf { id: ID name: String }
        scalar Any @specifiedBy(url: "https://any.example")
        directive @tag(name: String!) repeatable on FIELD | QUERY | FRAGMENT_SPREAD | INLINE_FRAGMENT
        directive @once on FIELD | VARIABLE_DEFINITION | FRAGMENT_DEFINITION
        """

    static let data: JSONValue = (try? JSONParser.parse(Array(json.utf8))) ?? .null

    private static let json = #"""
        {"shop": {"__typename": "Shop", "id": "1", "name": "A \"shop\"", "owner": {"__typename": "Person", "id": 2, "age": 3,
          "friends": [{"id": "4", "sort": "NAME"}, null], "any": {"a": [1.50, null]}}, "shops": [null, {"id": null}], "rating": 1},
         "shops": [{"id": "5", "owner": null, "rating": "no"}, {"id": "6", "name": {"$error": "no name"}}],
         "node": {"__typename": "Person", "id": "7", "sort": "NOPE", "age": 1e3, "rating": 3000000000},
         "found": [{"__typename": "Shop", "id": "8"}, {"__typename": "Nope"}, 9],
         "by": {"$error": "no"}, "echo": {"$args": true}, "open": {"id": "10"}, "opened": {"id": "11"}}
        """#
}
