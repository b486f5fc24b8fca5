import { createRequire } from "node:module";
import { INTROSPECTION, Schema } from "../../Sources/Explorer/Page/schema.mjs";

/** graphql-js, where NODE_PATH says that it is: what the explorer reads is judged by an implementation that shares nothing with it. */
export const graphql = createRequire(import.meta.url)("graphql");

/** The explorer's view of a schema that is written as SDL. */
export function schemaOf(sdl) {
    // The version of Debian's package is older than `isOneOf`, which it would refuse to be asked.
    const query = INTROSPECTION.replace("isOneOf", "");
    const answer = graphql.graphqlSync({ schema: graphql.buildSchema(sdl), source: query });
    if (answer.errors) throw new Error(answer.errors.join("\n"));
    return new Schema(answer.data.__schema);
}

export const SHOPS = schemaOf(`
    "Everything begins here."
    type Query {
        "A shop by its id."
        merchant(id: ID!): Merchant
        merchants(first: Int = 20, filter: MerchantFilter, orderBy: [MerchantOrder!]): MerchantConnection!
        node(id: ID!): Node
        follow(hidden: String @deprecated(reason: "gone")): Followee
    }
    type Mutation { rename(input: RenameInput!): Merchant }
    interface Node { id: ID! }
    union Followee = Merchant | Buyer
    "A shop. It sells things."
    type Merchant implements Node {
        id: ID!
        "What it is called."
        name: String!
        region: Region
        nickname: String @deprecated(reason: "Use name.")
        followers(first: Int): [Buyer!]!
    }
    type Buyer implements Node { id: ID! handle: String }
    type MerchantConnection { nodes: [Merchant!]! totalCount: Int! }
    enum Region { NORTH SOUTH }
    enum Direction { ASC DESC }
    input MerchantFilter { region: RegionFilter and: [MerchantFilter!] name: String }
    input RegionFilter { eq: Region in: [Region!] }
    input MerchantOrder { name: Direction }
    input RenameInput { id: ID! name: String! region: Region }
`);

/** The text without its `|`, and where that was. */
export function atCursor(marked) {
    const cursor = marked.indexOf("|");
    return [marked.slice(0, cursor) + marked.slice(cursor + 1), cursor];
}
