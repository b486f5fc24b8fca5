import GraphQLLanguage
import GraphQLSchema

/// Documents to read and to judge, and the schema that judges them.
enum LanguageDocuments {
    static func schema() throws -> Schema { try SchemaBuilder.build(Parser.parse(sdl)).schema }

    private static let sdl = """
        type Query { shop(id: ID!): Shop shops(first: Int = 20, after: String, filter: ShopFilter, orderBy: [ShopOrder!]): Shops! node(id: ID!): Node }
        interface Node { id: ID! }
        type Shops { nodes: [Shop!]! pageInfo: PageInfo! totalCount: Int! }
        type PageInfo { hasNextPage: Boolean! endCursor: String }
        type Shop implements Node { id: ID! name(upper: Boolean): String! region: String rating: Float owner: Person! partners(first: Int): [Shop!]! }
        type Person implements Node { id: ID! name: String! region: String friends(first: Int): [Person!]! shop: Shop }
        enum ShopOrder { NAME RATING }
        input ShopFilter { name: TextFilter rating: NumberFilter and: [ShopFilter!] }
        input TextFilter { eq: String in: [String!] }
        input NumberFilter { gte: Float lt: Float }
        """

    /// A page of shops as a front end asks for it: variables, aliases, fragments, filters; 2.6 KB.
    static let query = """
        query ShopsPage($first: Int = 20, $after: String, $filter: ShopFilter!, $order: [ShopOrder!] = [NAME], $upper: Boolean = false) {
          page: shops(first: $first, after: $after, filter: { and: [$filter, { rating: { gte: 3.5, lt: 5 } }] }, orderBy: $order) {
            totalCount
            pageInfo { hasNextPage endCursor }
            nodes {
              ...ShopCard
              partners(first: 5) { ...ShopCard owner { ...PersonCard } }
            }
          }

        """
        + (1...6).map { number in
            """
              section\(number): shops(first: \(number), filter: { name: { in: ["Lotus", "Lantern \(number)", "Harbour"] } }, orderBy: [RATING, NAME]) {
                nodes { ...ShopCard partners(first: \(number)) { id name(upper: $upper) region } owner { ...PersonCard close: friends(first: 2) { id name } } }
                pageInfo { hasNextPage endCursor }
              }

            """
        }.joined() + """
              node(id: "bWVyY2hhbnQ6NDI=") {
                __typename
                id
                ... on Shop { name(upper: $upper) rating owner { name } }
                ... on Person { name friends(first: 3) { name shop { ...ShopCard } } }
              }
            }

            # What a shop's card shows.
            fragment ShopCard on Shop {
              id
              name(upper: $upper)
              region
              rating
              owner { ...PersonCard }
            }

            fragment PersonCard on Person {
              id
              name
              region
              friends(first: 3) { id name region }
            }
            """

    /// Ways in which documents grow.
    enum Shape: String, CaseIterable {
        case fields = "aliased fields with arguments"
        case fragments = "a fragment for each selection"
        case chain = "fragments that lead to fragments"
        case overlap = "the same fields again and again"
        case nested = "the same fields again and again, through fragments"
        case conflict = "the same fields again and again, one in conflict"

        var isValid: Bool { self != .conflict }

        /// A document of about so many bytes.
        func document(bytes: Int) -> String {
            var count = 1
            while text(count * 2).utf8.count < bytes { count *= 2 }
            var step = count / 2
            while step > 0 {
                if text(count + step).utf8.count <= bytes { count += step }
                step /= 2
            }
            return text(count)
        }

        private func text(_ count: Int) -> String {
            func lines(_ line: (Int) -> String) -> String { (0..<count).map(line).joined(separator: "\n") }
            switch self {
            case .fields: return "{ \(lines { "a\($0): shop(id: \($0)) { name(upper: true) rating }" }) }"
            case .fragments:
                return
                    "{ shop(id: 1) { \(lines { "...F\($0)" }) } }\n\(lines { "fragment F\($0) on Shop { id name owner { name a\($0): id } }" })"
            case .chain:
                let fragments = lines { "fragment F\($0) on Shop { rating a\($0): name ...F\(($0 / 2) + 1 < $0 ? $0 / 2 : count) }" }
                return "{ shop(id: 1) { \(lines { "...F\($0)" }) } }\n\(fragments)\nfragment F\(count) on Shop { id }"
            case .overlap: return "{ \(lines { _ in "shop(id: 1) { name owner { id friends(first: 2) { name } } }" }) }"
            case .nested:
                return "{ \(lines { "...F\($0)" }) }\n"
                    + lines { "fragment F\($0) on Query { shop(id: 1) { name owner { id friends(first: 2) { name } } } }" }
            case .conflict:
                return "{ \(lines { _ in "shop(id: 1) { name owner { id friends(first: 2) { name } } }" }) shop(id: 1) { name: id } }"
            }
        }
    }
}
