import GraphQLLanguage
import GraphQLSchema
import GraphQLValidation

/// The schema that most examples ask, and what is wrong with them.
enum Examples {
    private static let sdl = """
        type Query {
          shop(id: ID!): Shop
          shops(first: Int = 20, after: String, filter: ShopFilter, sort: [Sort!]): [Shop!]!
          node(id: ID!): Node
          found: [Found]
          by(key: Key!): Shop
          maybe(key: Key): Shop
          echo(int: Int, float: Float, string: String, flag: Boolean, id: ID, sort: Sort, any: Any, ints: [Int], grid: [[Int!]!]): String
        }
        type Mutation { open(name: String!): Shop close(id: ID!): Shop }
        type Subscription { opened(name: String): Shop closed: Shop }
        interface Node { id: ID! }
        interface Named implements Node { id: ID! name: String }
        type Shop implements Node & Named { id: ID! name(upper: Boolean): String owner: Person shops: [Shop] rating: Float }
        type Person implements Node & Named { id: ID! name: String age: Int friends: [Person!] rating: Int }
        type Note implements Node { id: ID! text: String! }
        union Found = Shop | Person
        enum Sort { NAME RATING }
        input ShopFilter { name: String! limit: Int! = 3 and: [ShopFilter!] sort: Sort key: Key }
        input Key @oneOf { id: ID name: String }
        scalar Any
        directive @tag(name: String!) repeatable on FIELD | QUERY
        directive @once on FIELD | VARIABLE_DEFINITION
        """

    static func schema(_ text: String = sdl) throws -> Schema {
        try SchemaBuilder.build(Parser.parse(text)).schema
    }

    /// What is wrong with a query: each message with the places after it, `message 1:3 1:9`.
    static func problems(_ query: String, limits: ValidationLimits = .standard) throws -> [String] {
        try Validator.validate(Parser.parse(query), schema: schema(), limits: limits).map { error in
            ([error.message] + error.locations.map { "\($0.line):\($0.column)" }).joined(separator: " ")
        }
    }
}
