import assert from "node:assert/strict";
import test from "node:test";
import { curl, endpoint } from "../../Sources/Explorer/Page/gateway.mjs";
import { nameOf, written } from "../../Sources/Explorer/Page/schema.mjs";
import { firstQuery } from "../../Sources/Explorer/Page/start.mjs";
import { filledIn, missing, readVariables } from "../../Sources/Explorer/Page/variables.mjs";
import { walk } from "../../Sources/Explorer/Page/walk.mjs";
import { SHOPS } from "./support.mjs";

const operation = (text) => walk(text, SHOPS).operations[0];

test("Variables are an object or nothing", () => {
    assert.deepEqual(readVariables("  "), { values: {} });
    assert.deepEqual(readVariables('{"a": 1}'), { values: { a: 1 } });
    for (const text of ["[1]", "null", "3", "{", '"x"']) assert.ok(readVariables(text).problem, text);
});

test("What is missing is filled in, and what is there stays", () => {
    const asked = operation("mutation ($input: RenameInput!, $n: Int!, $r: Region!, $ids: [ID!]!, $maybe: Int) { rename(input: $input) { id } }");
    assert.deepEqual(JSON.parse(filledIn('{"n": 7, "other": true}', asked, SHOPS)), {
        n: 7,
        other: true,
        input: { id: "", name: "" },
        r: "NORTH",
        ids: [],
        maybe: null,
    });
    assert.deepEqual(missing({ n: 1 }, asked).map((variable) => variable.name), ["input", "r", "ids"]);
    assert.deepEqual(missing({}, operation("query ($n: Int! = 3) { merchants(first: $n) { totalCount } }")), []);
});

test("A page at a marketplace's path asks there, every other at the root", () => {
    assert.equal(endpoint("/"), "/graphql");
    assert.equal(endpoint("/t/bazaar/"), "/t/bazaar/graphql");
    assert.equal(endpoint("/t/bazaar"), "/t/bazaar/graphql");
    assert.equal(endpoint("/t/../"), "/graphql");
});

test("A request for a shell holds no token, and what it quotes stays quoted", () => {
    const command = curl("http://127.0.0.1/graphql", { query: "{ a(b: \"it's\") }" }, true);
    assert.match(command, /Bearer \$TOKEN/);
    assert.ok(command.endsWith(String.raw`-d '{"query":"{ a(b: \"it'\''s\") }"}'`), command);
    assert.doesNotMatch(curl("/", { query: "{ a }" }, false), /authorization/i);
});

test("The first query asks for something that is there", () => {
    const text = firstQuery(SHOPS);
    assert.match(text, /merchants\(first: 3\) \{\n {4}nodes \{\n {6}id\n {6}name/);
    assert.deepEqual(walk(text, SHOPS).marks.filter((mark) => mark.problem), []);
    assert.doesNotMatch(text, /nickname/);
});

test("Type references are written as GraphQL writes them", () => {
    const { type } = SHOPS.field("Merchant", "followers");
    assert.equal(written(type), "[Buyer!]!");
    assert.equal(nameOf(type), "Buyer");
});
