import assert from "node:assert/strict";
import { createServer } from "node:http";
import test from "node:test";
import { Events } from "../../Sources/Explorer/Page/events.mjs";
import { curl, follow } from "../../Sources/Explorer/Page/gateway.mjs";

const STREAM = 'event: next\ndata: {"data":{"a":1}}\n\n:\n\nevent: next\ndata: {"data":\ndata: {"a":2}}\n\nevent: complete\ndata:\n\n';

test("A stream of events is the same however it is cut", () => {
    const whole = new Events().take(STREAM);
    assert.deepEqual(whole.map((event) => event.name), ["next", "next", "complete"]);
    assert.equal(whole[1].data, '{"data":\n{"a":2}}');
    for (let length = 1; length < 9; length += 1) {
        const events = new Events();
        const pieces = STREAM.match(new RegExp(`[^]{1,${length}}`, "g"));
        assert.deepEqual(pieces.flatMap((piece) => events.take(piece)), whole);
    }
});

/** Calls `body` with the address of a server that answers with a type and pieces of text. */
async function served(type, pieces, body) {
    const server = createServer((request, response) => {
        response.writeHead(200, { "content-type": type });
        for (const piece of pieces) response.write(piece);
        response.end();
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
        await body(`http://127.0.0.1:${server.address().port}/`);
    } finally {
        server.close();
    }
}

test("Each answer of a subscription is told, and its end", async () => {
    await served("text/event-stream; charset=utf-8", [STREAM.slice(0, 30), STREAM.slice(30)], async (address) => {
        const told = [];
        await follow(address, { query: "subscription { a }" }, "", undefined, (answer) => told.push(answer));
        assert.deepEqual(told.map((answer) => [answer.number, answer.json.data.a]), [[1, 1], [2, 2]]);
    });
});

test("A stream that is broken off is no end", async () => {
    await served("text/event-stream", [STREAM.slice(0, 40)], async (address) => {
        await assert.rejects(follow(address, { query: "subscription { a }" }, "", undefined, () => {}), /has ended it/);
    });
});

test("What is refused by a status is told as any answer", async () => {
    await served("application/json", ['{"errors":[{"message":"no"}]}'], async (address) => {
        const told = [];
        await follow(address, { query: "subscription { a }" }, "", undefined, (answer) => told.push(answer));
        assert.equal(told[0].json.errors[0].message, "no");
        assert.equal(told[0].number, undefined);
    });
});

test("A shell follows, too", () => {
    assert.match(curl("/graphql", { query: "subscription { a }" }, false, true), /-sSN .*\n? *.*text\/event-stream/);
});
