import assert from "node:assert/strict";
import test from "node:test";
import { tokens } from "../../Sources/Explorer/Page/tokens.mjs";
import { walk } from "../../Sources/Explorer/Page/walk.mjs";
import { SHOPS, atCursor } from "./support.mjs";

function problems(text, cursor = -1) {
    return walk(text, SHOPS, cursor).marks.filter((mark) => mark.problem && !mark.isTyping).map((mark) => [text.slice(mark.start, mark.end), mark.problem]);
}

test("The tokens of any text are that text", () => {
    for (const text of ["", '"""\\"""', '"a\\', '""', '"""""" "" """', "\u00a0x\u2028", "{ a }", '"unfinished', '"""block\n"""', '"""no end', "ünïcode 🛍 { … }", "$", "\ufeff{a,b}", "a # c\r\nb", '"\\"" x', "..", '"""\\""""""']) {
        assert.equal(tokens(text).map((token) => token.text).join(""), text);
    }
});

test("A sound document has no problem", () => {
    assert.deepEqual(
        problems(`
            query Shops($n: Int = 3, $region: Region) @include(if: true) {
                merchants(first: $n, filter: { region: { eq: $region, in: [NORTH] } }, orderBy: { name: DESC }) {
                    nodes { id shop: name __typename ...More followers(first: 1) { handle } }
                }
                node(id: "x") { ... on Buyer @skip(if: false) { handle } ... { id } }
                follow { ... on Merchant { name } }
                __schema { types { name } }
            }
            "What more there is."
            fragment More on Merchant { region }
            mutation Rename($input: RenameInput!) { rename(input: $input) { name } }
        `),
        [],
    );
});

const WRONG = [
    ["{ shops { id } }", "shops"],
    ["{ merchants(firs: 3) { totalCount } }", "firs"],
    ["{ merchants }", "merchants"],
    ["{ merchant { name } }", "merchant"],
    ["{ merchants { totalCount { x } } }", "totalCount"],
    ["{ merchants(filter: { regio: { eq: NORTH } }) { totalCount } }", "regio"],
    ["{ merchants(filter: { region: { eq: WEST } }) { totalCount } }", "WEST"],
    ["query ($n: Int) { merchants(first: $m) { totalCount } }", "$m"],
    ["query ($m: Merchant) { node(id: 1) { id } }", "Merchant"],
    ["{ node(id: 1) { ... on Nothing { id } } }", "Nothing"],
    ["{ node(id: 1) { ... on Region { id } } }", "Region"],
    ["{ merchants @cached { totalCount } }", "cached"],
    ["subscription { merchants { totalCount } }", "subscription"],
    ["quer { a }", "quer"],
];

for (const [text, token] of WRONG) {
    test(`${token} is underlined in ${text}`, () => assert.ok(problems(text).some(([at]) => at === token), JSON.stringify(problems(text))));
}

test("Names that every object has are names like others", () => {
    for (const name of ["constructor", "__proto__", "valueOf", "toString", "hasOwnProperty"]) {
        assert.deepEqual(problems(`{ ${name} { id } }`).map(([at]) => at), [name]);
        assert.deepEqual(problems(`{ merchants(${name}: 1) { totalCount } }`).map(([at]) => at), [name]);
        assert.deepEqual(problems(`query ($${name}: Int) { merchants(first: $${name}) @${name} { totalCount } }`).map(([at]) => at), [name]);
    }
});

test("However deep a document nests, it is gone through", () => {
    for (const unit of ["{a", "{a(b:{", "{a(b:[", "{...on Merchant{a"]) walk(unit.repeat(20_000), SHOPS, 7);
    walk(`query ($n: ${"[".repeat(50_000)}Int`, SHOPS, 7);
});

test("A document that is too long for any gateway is not cut into tokens", () => {
    assert.equal(tokens("{a} ".repeat(300_000)).length, 1);
});

test("What is being typed is not yet wrong", () => {
    const [text, cursor] = atCursor("{ shop| { id } }");
    assert.deepEqual(problems(text, cursor), []);
});

test("Operations tell their variables, types and defaults", () => {
    const { operations } = walk("query A($n: [Int!]! = 3, $x: ID) { node(id: $x) { id } } mutation B { rename }", SHOPS);
    assert.deepEqual(
        operations.map(({ kind, name, variables }) => ({ kind, name, variables })),
        [
            { kind: "query", name: "A", variables: [{ name: "n", type: "[Int!]!", default: "3" }, { name: "x", type: "ID", default: null }] },
            { kind: "mutation", name: "B", variables: [] },
        ],
    );
});

test("Every beginning of a document is gone through, with the cursor anywhere", () => {
    const text = 'query A($n: Int = 3) @skip(if: true) { a: merchants(filter: { region: { in: [NORTH] } }) { nodes { ... on Merchant { id } } } } """x""" fragment';
    for (let end = 0; end <= text.length; end += 1) {
        for (const cursor of [0, Math.floor(end / 2), end]) walk(text.slice(0, end), SHOPS, cursor);
    }
    for (const odd of ["}}}}", "((((", "{{{{", "[[[", "@@", "...", "{ a( { b", "query (", "fragment on on on", "{ ...on }", ": : :", "$ $ $"]) walk(odd, SHOPS, 1);
});
