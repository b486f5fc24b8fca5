import assert from "node:assert/strict";
import test from "node:test";
import { suggestions } from "../../Sources/Explorer/Page/suggest.mjs";
import { walk } from "../../Sources/Explorer/Page/walk.mjs";
import { SHOPS, atCursor } from "./support.mjs";

function labels(marked) {
    const [text, cursor] = atCursor(marked);
    return suggestions(walk(text, SHOPS, cursor).context, SHOPS).map((each) => each.label);
}

const CASES = [
    ["definitions at the beginning", "|", ["query", "mutation", "fragment"]],
    ["what begins with what was typed", "qu|", ["query"]],
    ["fields of the root", "{ mer| }", ["merchant", "merchants"]],
    ["names that hold it behind those that begin with it", "{ merchants { nodes { na| } } }", ["name", "__typename", "nickname"]],
    ["fields behind an alias", "{ shop: nod| }", ["node"]],
    ["fields of the mutation root", "mutation { re| }", ["rename"]],
    ["arguments not yet given", "{ merchants(first: 3, |) }", ["filter", "orderBy"]],
    ["arguments while the rest of the document follows", "{ merchants(fi| { nodes { id } } }", ["first", "filter"]],
    ["input fields", "{ merchants(filter: { region: { | } }) }", ["eq", "in"]],
    ["input fields in lists", "{ merchants(filter: { and: [{ na| }] }) }", ["name"]],
    ["values of an enum", "{ merchants(filter: { region: { eq: N| } }) }", ["NORTH", "null"]],
    ["values of an enum in a list", "{ merchants(filter: { region: { in: [SOUTH, |] } }) }", ["NORTH", "SOUTH"]],
    ["variables of the same type", "query ($n: Int, $r: Region!) { merchants(filter: { region: { eq: $| } }) }", ["$r"]],
    ["input types for variables", "query ($r: Reg|) { merchants { totalCount } }", ["Region", "RegionFilter"]],
    ["types that a fragment can be on", "{ node(id: 1) { ... on | } }", ["Node", "Followee", "Merchant", "Buyer"]],
    ["only types that share an object", "{ merchant(id: 1) { ... on B| } }", []],
    ["fragments, and on", "fragment Shop on Merchant { id } { merchant(id: 1) { ...| } }", ["on", "Shop"]],
    ["fields of a fragment's type", "{ node(id: 1) { ... on Buyer { han| } } }", ["handle"]],
    ["fields of a union", "{ follow { | } }", ["__typename"]],
    ["directives of the place", "{ merchants @| { totalCount } }", ["include", "skip"]],
    ["nothing in a comment", "{ # mer|\n }", []],
    ["nothing in a string without an end", '{ merchant(id: "mer|) { id } }', []],
    ["nothing in a block string", '{ merchant(id: """mer|""") { id } }', []],
    ["fields behind a string", '{ merchant(id: "mer") { n|', ["name", "region", "__typename", "nickname"]],
    ["nothing in a string", '{ merchant(id: "mer|") { id } }', []],
];

for (const [name, marked, expected] of CASES) {
    test(`Suggests ${name}`, () => assert.deepEqual(labels(marked), expected));
}

test("A deprecated field comes last and says so", () => {
    const [text, cursor] = atCursor("{ merchant(id: 1) { n| } }");
    const found = suggestions(walk(text, SHOPS, cursor).context, SHOPS);
    assert.equal(found.at(-1).label, "nickname");
    assert.equal(found.at(-1).isDeprecated, true);
});

test("An argument brings its colon, and says that it is needed", () => {
    const [text, cursor] = atCursor("{ merchant(|) { id } }");
    assert.deepEqual(
        suggestions(walk(text, SHOPS, cursor).context, SHOPS).map(({ insert, detail }) => [insert, detail]),
        [["id: ", "ID!, needed"]],
    );
});

test("Without a schema nothing is suggested, and nothing is wrong", () => {
    const walked = walk("{ anything(at: all) { there } }", null, 3);
    assert.deepEqual(suggestions(walked.context, null), []);
    assert.deepEqual(walked.marks.filter((mark) => mark.problem), []);
});
