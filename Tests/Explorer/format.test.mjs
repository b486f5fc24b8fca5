import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { formatted } from "../../Sources/Explorer/Page/format.mjs";
import { laidOut } from "../../Sources/Explorer/Page/json.mjs";
import { isSignificant, tokens } from "../../Sources/Explorer/Page/tokens.mjs";
import { graphql } from "./support.mjs";

const CASES = [
    ["{a b}", "{\n  a\n  b\n}\n"],
    ["query A($x:Int=1 $y:[ID!]!){a(x:$x,y:$y){b}c}", "query A($x: Int = 1, $y: [ID!]!) {\n  a(x: $x, y: $y) {\n    b\n  }\n  c\n}\n"],
    ["{a:b(c:{d:[1 2],e:F})@skip(if:$g)}", "{\n  a: b(c: { d: [1, 2], e: F }) @skip(if: $g)\n}\n"],
    ["{...F ...on T{a}...@include(if:$b){c}}fragment F on T{on}", "{\n  ...F\n  ... on T {\n    a\n  }\n  ... @include(if: $b) {\n    c\n  }\n}\n\nfragment F on T {\n  on\n}\n"],
    ["# first\n{a # why\n\n\nb}", "# first\n{\n  a # why\n  b\n}\n"],
    ["{a{b} # behind\n} # end\n# before\n{c}", "{\n  a {\n    b\n  } # behind\n} # end\n\n# before\n{\n  c\n}\n"],
    ["{on on}", "{\n  on\n  on\n}\n"],
    ['"what"query A{a}', '"what"\nquery A {\n  a\n}\n'],
    ["{ a( }", "{\n  a(}\n"],
];

/** Documents in which something of a string or a comment would be lost to whoever looks at lines. */
const STRINGS = [
    '{ a(b: """x\n\n\n\ny""") }', '{ a(b: """\n  x  \n\n\n""") c }', '"""one\n\n\n\ntwo"""\ntype A { a: Int }', '{ a(b: "# no, {comment}") }',
    "{ a # one\r\n b # two\r\n}", '{ a(b: """x\r\n\r\n\r\ny""") }', '{ a(b: "", c: """""") }', '{ a(b: """\\""" } """) }', "{ a(b: 1.50e3 c: -0) }", "\ufeff{ a,,, b }",
    "query ($a: Int = 1 @d(x: 2), $b: [String!]! = [\"x\"]) @e { a }", "{ a(b: {}) { __typename } ... { b } ...F @g }", "{ type query on fragment: on(on: on) }",
];

for (const text of STRINGS) {
    test(`${JSON.stringify(text)} means the same laid out`, () => {
        assert.equal(graphql.print(graphql.parse(formatted(text))), graphql.print(graphql.parse(text)));
        assert.equal(formatted(formatted(text)), formatted(text));
    });
}

for (const text of ['{ a(b: "x\n) { secret } }', '{ a(b: """x\n\n\n', '"O\'Hara\n first: 3)', "{ a \u00a0 b }", "{ a % b }", "{a".repeat(300)]) {
    test(`${JSON.stringify(text)} is left as it is`, () => assert.equal(formatted(text), text));
}

test("Many blanks take no longer than other text", () => {
    // Where it is quadratic, this takes minutes.
    const many = " ".repeat(400_000);
    assert.equal(formatted(`{ a(b: "${many}x") } #${many}x`), `{\n  a(b: "${many}x")\n} #${many}x\n`);
});

for (const [text, expected] of CASES) {
    test(`${JSON.stringify(text)} is laid out`, () => assert.equal(formatted(text), expected));
}

test("Nothing is written where nothing was", () => assert.equal(formatted(""), ""));

/** The documents of the gateway's own test cases, comments and all. */
function documents() {
    const folder = new URL("../EndToEndTests/Cases/", import.meta.url);
    const names = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".graphql"));
    return names.map((name) => [name, readFileSync(new URL(name, folder), "utf8")]);
}

test("A document means the same, keeps its comments, and is stable once laid out", () => {
    const read = (text) => {
        try {
            return graphql.print(graphql.parse(text));
        } catch {
            return null;
        }
    };
    const cases = documents();
    assert.ok(cases.length > 50, `${cases.length} documents`);
    for (const [name, text] of cases) {
        const once = formatted(text);
        assert.equal(read(once), read(text), name);
        assert.equal(formatted(once), once, name);
        const kept = (document) => tokens(document).filter((token) => isSignificant(token) || token.kind === "comment").map((token) => token.text);
        assert.deepEqual(kept(once), kept(text), name);
    }
});

test("An answer is laid out with every value as it came", () => {
    const text = '{"a":1.0,"b":[],"c":{},"d":[12345678901234567890,"x, {y}: \\"z\\""],"e":{"f":null}}';
    const expected = '{\n  "a": 1.0,\n  "b": [],\n  "c": {},\n  "d": [\n    12345678901234567890,\n    "x, {y}: \\"z\\""\n  ],\n  "e": {\n    "f": null\n  }\n}';
    assert.equal(laidOut(text), expected);
    assert.equal(laidOut(laidOut(text)), expected);
    // The gateway answers with up to 16 MB.
    const long = JSON.stringify({ a: "é\\\"".repeat(4_000_000) });
    assert.equal(laidOut(long), long.replace("{", "{\n  ").replace('":"', '": "').replace(/}$/, "\n}"));
});
