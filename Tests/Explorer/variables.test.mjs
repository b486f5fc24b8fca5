import assert from "node:assert/strict";
import test from "node:test";
import { body, curl, endpoint, errorsOf } from "../../Sources/Explorer/Page/gateway.mjs";
import { nameOf, written } from "../../Sources/Explorer/Page/schema.mjs";
import { firstQuery } from "../../Sources/Explorer/Page/start.mjs";
import { filledIn, missing, readVariables } from "../../Sources/Explorer/Page/variables.mjs";
import { walk } from "../../Sources/Explorer/Page/walk.mjs";
import { SHOPS, schemaOf } from "./support.mjs";

const NESTED = schemaOf(`
    type Query { batch(rows: [BatchInput!], endless: Endless): Int }
    enum Kind { FIRST SECOND }
    input BatchInput { kind: Kind! count: Int! note: String inner: Inner! size: Int! = 3 }
    input Inner { isIt: Boolean! }
    input Endless { endless: [Endless!]! }
`);

const operation = (text) => walk(text, SHOPS).operations[0];

test("Variables are an object or nothing", () => {
    assert.deepEqual(readVariables("  "), { values: new Map() });
    assert.deepEqual(readVariables('{"a": 1}'), { values: new Map([["a", 1]]) });
    for (const text of ["[1]", "null", "3", "{", '"x"']) assert.ok(readVariables(text).problem, text);
});

test("What is missing is filled in, and what is there stays", () => {
    const asked = operation("mutation ($input: RenameInput!, $n: Int!, $r: Region!, $ids: [ID!]!, $maybe: Int) { rename(input: $input) { id } }");
    assert.deepEqual(JSON.parse(filledIn('{"n": 7, "other": true}', asked, SHOPS)), {
        n: 7,
        other: true,
        input: { id: "", name: "" },
        r: "NORTH",
        ids: [""],
    });
    assert.deepEqual(missing(new Map([["n", 1]]), asked).map((variable) => variable.name), ["input", "r", "ids"]);
    assert.deepEqual(missing(new Map(), operation("query ($n: Int! = 3) { merchants(first: $n) { totalCount } }")), []);
});

test("Inputs are begun as deep as they need", () => {
    const asked = operation("mutation ($rows: [BatchInput!]!) { batch(rows: $rows) }");
    assert.equal(
        filledIn("", asked, NESTED),
        '{\n  "rows": [\n    {\n      "kind": "FIRST",\n      "count": 0,\n      "inner": {\n        "isIt": false\n      }\n    }\n  ]\n}',
    );
    // One that needs itself has no end.
    assert.ok(filledIn("", operation("mutation ($x: Endless!) { batch }"), NESTED).includes("endless"));
});

test("A default, and what may be left out, are left to the gateway", () => {
    const asked = operation("query ($n: Int = 10, $m: Int! = 5, $x: ID, $x: ID) { merchants(first: $n) { totalCount } }");
    assert.equal(filledIn("", asked, SHOPS), "");
});

test("What is there is not written anew: digits, layout, and what is no JSON yet", () => {
    const asked = operation("query ($big: BigInt!, $n: Int!) { merchants(first: $n) { totalCount } }");
    assert.equal(filledIn('{ "big": 12345678901234567890 }', asked, SHOPS), '{ "big": 12345678901234567890,\n  "n": 0\n}');
    for (const text of ['{"big": 1,}', "[1]", '{"big": 1, "n": 1.10}']) assert.equal(filledIn(text, asked, SHOPS), text);
    assert.equal(filledIn("{}", asked, SHOPS), '{\n  "big": "",\n  "n": 0\n}');
    assert.equal(filledIn("{}", undefined, SHOPS), "{}");
});

test("Variables named like what every object has are variables", () => {
    const asked = operation("query ($toString: Int!, $constructor: Int!) { merchants { totalCount } }");
    assert.deepEqual(missing(new Map(), asked).map((variable) => variable.name), ["toString", "constructor"]);
    assert.deepEqual(JSON.parse(filledIn("", asked, SHOPS)), { toString: 0, constructor: 0 });
});

test("Variables are sent as they were written", () => {
    const sent = body({ query: '{ a(b: "c") }', variables: '{"n": 12345678901234567890, "m": 1.10}', operationName: null, extensions: { dryRun: true } });
    assert.equal(sent, '{"query":"{ a(b: \\"c\\") }","variables":{"n": 12345678901234567890, "m": 1.10},"extensions":{"dryRun":true}}');
    assert.deepEqual(JSON.parse(body({ query: "{ a }", variables: "" })), { query: "{ a }" });
});

test("What is no GraphQL answer has no errors", () => {
    for (const json of [null, 3, [], { errors: {} }, { errors: "x" }, { errors: [null, 3, {}] }]) assert.deepEqual(errorsOf(json), []);
    assert.equal(errorsOf({ errors: [{ message: "x" }] }).length, 1);
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
