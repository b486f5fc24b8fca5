// What many would write by hand: graphql-js, a loader for each relation and request, node-pg with prepared statements, two workers.
// For deploy/bench to compare with. It answers the queries that are measured there, for whoever has a token, in the token's tenant.
//
//   node server.cjs PORT DATABASE_URL
"use strict";
const cluster = require("node:cluster");
const { createHash } = require("node:crypto");
const http = require("node:http");
const { GraphQLScalarType, Kind, buildSchema, execute, parse, validate } = require("graphql");
const pg = require("pg");

const WORKERS = 2;
const CONNECTIONS_PER_WORKER = 4;
const TOKEN_MILLISECONDS = 60_000;

const schema = buildSchema(`
  scalar BigInt
  scalar DateTime
  enum CampaignStatus { DRAFT OPEN SIGNING LIVE ENDED CANCELLED }
  enum Direction { ASC DESC }
  input CampaignStatusFilter { eq: CampaignStatus }
  input DateTimeFilter { lt: DateTime }
  input CampaignFilter { status: CampaignStatusFilter, createdAt: DateTimeFilter }
  input BigIntFilter { gte: BigInt }
  input BuyerFilter { databaseId: BigIntFilter }
  input BuyerOrder { databaseId: Direction }
  type Query {
    merchant(id: ID!): Merchant
    campaigns(first: Int = 20, filter: CampaignFilter): CampaignConnection!
    buyers(first: Int = 20, orderBy: [BuyerOrder!], filter: BuyerFilter): BuyerConnection!
  }
  type Merchant {
    databaseId: BigInt! name: String! region: String rating: Float followerCount: Int! createdAt: DateTime!
    followers(first: Int = 20): FollowConnection!
  }
  type Buyer {
    databaseId: BigInt! nickname: String! about: String region: String interests: [String!] experiencePoints: Int creator: Boolean
    createdAt: DateTime!
    followees(first: Int = 20): FollowConnection!
  }
  type Group { databaseId: BigInt! name: String! }
  type Campaign {
    databaseId: BigInt! title: String! theme: String seats: Int startsAt: DateTime participantCount: Int merchant: Merchant
    participants(first: Int = 20): CampaignParticipantConnection!
  }
  type CampaignParticipant { createdAt: DateTime! merchant: Merchant }
  type Follow { createdAt: DateTime! follower: Follower followee: Followee }
  union Follower = Buyer | Merchant
  union Followee = Merchant | Buyer | Group
  type BuyerConnection { nodes: [Buyer!]! }
  type CampaignConnection { nodes: [Campaign!]! }
  type CampaignParticipantConnection { nodes: [CampaignParticipant!]! }
  type FollowConnection { nodes: [Follow!]! }
`);
for (const scalar of [schema.getType("BigInt"), schema.getType("DateTime")]) {
  scalar.serialize = (value) => value;
  scalar.parseLiteral = (node) => (node.kind === Kind.INT || node.kind === Kind.STRING ? node.value : undefined);
}
if (!(schema.getType("BigInt") instanceof GraphQLScalarType)) throw new Error("The schema has no BigInt.");

// `2026-10-26 23:45:34.5+00` as JSON has it; sessions are in UTC.
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => text.replace(" ", "T").replace("+00", "Z"));

// Loads what is asked for while promises are settled as one batch, and each key once.
class Loader {
  constructor(load) {
    this.load = load;
    this.known = new Map();
    this.waiting = [];
  }

  get(key) {
    let promise = this.known.get(key);
    if (promise === undefined) {
      promise = new Promise((resolve, reject) => {
        if (this.waiting.length === 0) Promise.resolve().then(() => process.nextTick(() => this.send()));
        this.waiting.push({ key, resolve, reject });
      });
      this.known.set(key, promise);
    }
    return promise;
  }

  async send() {
    const waiting = this.waiting;
    this.waiting = [];
    try {
      const found = await this.load(waiting.map((one) => one.key));
      for (const one of waiting) one.resolve(found.get(one.key));
    } catch (error) {
      for (const one of waiting) one.reject(error);
    }
  }
}

const rowsById = (rows) => new Map(rows.map((row) => [row.id, row]));

function listsByKey(rows, keys) {
  const lists = new Map(keys.map((key) => [key, []]));
  for (const row of rows) lists.get(row.of).push(row);
  return lists;
}

class Context {
  constructor(pool, tenant) {
    const query = async (name, text, values) => (await pool.query({ name, text, values: [tenant, ...values] })).rows;
    const byId = (name, columns, table) =>
      new Loader(async (ids) =>
        rowsById(await query(name, `SELECT ${columns} FROM ${table} WHERE tenant_id = $1 AND id = ANY ($2::bigint[])`, [ids])),
      );
    const pages = new Map();
    const page = (name, text) => (key, first) => {
      const known = `${name} ${first}`;
      if (!pages.has(known)) {
        pages.set(known, new Loader(async (keys) => listsByKey(await query(name, text, [keys, first]), keys)));
      }
      return pages.get(known).get(key);
    };
    this.query = query;
    this.merchants = byId("merchants", "id, name, region, rating, follower_count, created_at", "market.merchant");
    this.buyers = byId("buyers", "id, nickname, about, region, interests, experience_points, creator, created_at", "market.buyer");
    this.groups = byId("groups", "id, name", 'market."group"');
    this.followers = page(
      "followers",
      `SELECT k.id AS "of", f.* FROM unnest($2::bigint[]) AS k (id) CROSS JOIN LATERAL (
         SELECT created_at, follower_buyer_id, follower_merchant_id FROM market.follow
         WHERE tenant_id = $1 AND followed_merchant_id = k.id ORDER BY created_at DESC, id DESC LIMIT $3) f`,
    );
    this.followees = page(
      "followees",
      `SELECT k.id AS "of", f.* FROM unnest($2::bigint[]) AS k (id) CROSS JOIN LATERAL (
         SELECT created_at, followed_merchant_id, followed_buyer_id, followed_group_id FROM market.follow
         WHERE tenant_id = $1 AND follower_buyer_id = k.id ORDER BY created_at DESC, id DESC LIMIT $3) f`,
    );
    this.participants = page(
      "participants",
      `SELECT k.id AS "of", p.* FROM unnest($2::bigint[]) AS k (id) CROSS JOIN LATERAL (
         SELECT created_at, merchant_id FROM market.campaign_participant
         WHERE tenant_id = $1 AND campaign_id = k.id AND is_public ORDER BY created_at, merchant_id LIMIT $3) p`,
    );
  }
}

const connection = (rows, type) => ({ nodes: rows.map(type) });
const merchant = (row) =>
  row && {
    __typename: "Merchant",
    databaseId: row.id,
    name: row.name,
    region: row.region,
    rating: row.rating,
    followerCount: row.follower_count,
    createdAt: row.created_at,
    followers: async ({ first }, context) => connection(await context.followers(row.id, first), follow),
  };
const buyer = (row) =>
  row && {
    __typename: "Buyer",
    databaseId: row.id,
    nickname: row.nickname,
    about: row.about,
    region: row.region,
    interests: row.interests,
    experiencePoints: row.experience_points,
    creator: row.creator,
    createdAt: row.created_at,
    followees: async ({ first }, context) => connection(await context.followees(row.id, first), follow),
  };
const group = (row) => row && { __typename: "Group", databaseId: row.id, name: row.name };
const follow = (row) => ({
  createdAt: row.created_at,
  follower: async (_, context) =>
    row.follower_buyer_id
      ? buyer(await context.buyers.get(row.follower_buyer_id))
      : merchant(await context.merchants.get(row.follower_merchant_id)),
  followee: async (_, context) =>
    row.followed_merchant_id
      ? merchant(await context.merchants.get(row.followed_merchant_id))
      : row.followed_buyer_id
        ? buyer(await context.buyers.get(row.followed_buyer_id))
        : group(await context.groups.get(row.followed_group_id)),
});
const participant = (row) => ({
  createdAt: row.created_at,
  merchant: async (_, context) => merchant(await context.merchants.get(row.merchant_id)),
});
const campaign = (row) => ({
  databaseId: row.id,
  title: row.title,
  theme: row.theme,
  seats: row.seats,
  startsAt: row.starts_at,
  participantCount: row.participant_count,
  merchant: async (_, context) => merchant(await context.merchants.get(row.merchant_id)),
  participants: async ({ first }, context) => connection(await context.participants(row.id, first), participant),
});
const root = {
  merchant: async ({ id }, context) => {
    const [type, key] = Buffer.from(id, "base64url").toString().split(":");
    return type === "Merchant" ? merchant(await context.merchants.get(key)) : null;
  },
  campaigns: async ({ first, filter }, context) =>
    connection(
      await context.query(
        filter.createdAt ? "campaigns before" : "campaigns",
        `SELECT id, title, theme, seats, starts_at, participant_count, merchant_id FROM market.campaign
         WHERE tenant_id = $1 AND status = $2 ${filter.createdAt ? "AND created_at < $4" : ""} ORDER BY created_at DESC, id DESC LIMIT $3`,
        [filter.status.eq.toLowerCase(), first, ...(filter.createdAt ? [filter.createdAt.lt] : [])],
      ),
      campaign,
    ),
  buyers: async ({ first, filter }, context) =>
    connection(
      await context.query(
        "buyers from",
        `SELECT id, nickname, about, region, interests, experience_points, creator, created_at FROM market.buyer
         WHERE tenant_id = $1 AND id >= $2 ORDER BY id LIMIT $3`,
        [filter.databaseId.gte, first],
      ),
      buyer,
    ),
};

function serve(port, databaseURL) {
  const pool = new pg.Pool({ connectionString: databaseURL, max: CONNECTIONS_PER_WORKER, options: "-c timezone=UTC -c jit=off" });
  const documents = new Map();
  const tenants = new Map();

  // An operation is parsed and validated once.
  function document(text) {
    let known = documents.get(text);
    if (known === undefined) {
      known = parse(text);
      const errors = validate(schema, known);
      if (errors.length > 0) throw errors[0];
      if (documents.size > 1000) documents.clear();
      documents.set(text, known);
    }
    return known;
  }

  async function tenant(authorization) {
    const known = tenants.get(authorization);
    if (known !== undefined && known.until > Date.now()) return known.tenant;
    const digest = createHash("sha256").update(authorization.replace(/^Bearer /, "")).digest();
    const text = "SELECT tenant_id FROM souk.token WHERE digest = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())";
    const { rows } = await pool.query({ name: "token", text, values: [digest] });
    if (rows.length === 0) throw new Error("Unknown token.");
    if (tenants.size > 50_000) tenants.clear();
    tenants.set(authorization, { tenant: rows[0].tenant_id, until: Date.now() + TOKEN_MILLISECONDS });
    return rows[0].tenant_id;
  }

  async function answer(authorization, body) {
    try {
      const { query, variables } = JSON.parse(body);
      const contextValue = new Context(pool, await tenant(authorization ?? ""));
      return await execute({ schema, document: document(query), rootValue: root, contextValue, variableValues: variables });
    } catch (error) {
      return { errors: [{ message: error.message }] };
    }
  }

  const server = http.createServer((request, response) => {
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", async () => {
      const body = JSON.stringify(await answer(request.headers.authorization, Buffer.concat(chunks).toString()));
      response.writeHead(200, { "content-type": "application/json; charset=utf-8", "content-length": Buffer.byteLength(body) });
      response.end(body);
    });
  });
  server.keepAliveTimeout = 600_000;
  server.listen(port, "127.0.0.1");
}

const [port, databaseURL] = process.argv.slice(2);
if (cluster.isPrimary) {
  for (let number = 0; number < WORKERS; number++) cluster.fork();
  for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => process.exit(0));
} else {
  serve(Number(port), databaseURL);
}
