import { Events } from "./events.mjs";
import { INTROSPECTION, Schema } from "./schema.mjs";

/** Where to ask: beside the page, so that a page at `/t/NAME/` asks as a visitor of that marketplace. */
export function endpoint(path) {
    const tenant = /^\/t\/([a-z][a-z0-9-]*)\/?$/.exec(path)?.[1];
    return tenant ? `/t/${tenant}/graphql` : "/graphql";
}

/**
 * The JSON of a request.
 *
 * @param request `{ query, variables?, operationName?, extensions? }`; the variables are JSON already and go as they are, since
 *   reading and writing them again would round numbers
 */
export function body({ query, variables, operationName, extensions }) {
    const members = [`"query":${JSON.stringify(query)}`];
    if (variables) members.push(`"variables":${variables}`);
    if (operationName) members.push(`"operationName":${JSON.stringify(operationName)}`);
    if (extensions) members.push(`"extensions":${JSON.stringify(extensions)}`);
    return `{${members.join(",")}}`;
}

/**
 * Sends one request.
 *
 * @returns `{ status, text, json, milliseconds }`; `json` is null where the answer is none. Throws where no answer came.
 */
export async function ask(address, request, token, signal) {
    const headers = { "content-type": "application/json", accept: "application/graphql-response+json", ...authorization(token) };
    const began = performance.now();
    const response = await fetch(address, { method: "POST", headers, body: body(request), signal, credentials: "omit" });
    const text = await response.text();
    return { status: response.status, text, json: parsed(text), milliseconds: performance.now() - began };
}

/**
 * Sends a subscription, and calls `each` with every answer: as `ask` returns it, with its `number`, and its time since the beginning.
 *
 * @returns nothing, when the subscription is over. Throws where it was broken off.
 */
export async function follow(address, request, token, signal, each) {
    const headers = { "content-type": "application/json", accept: "text/event-stream", ...authorization(token) };
    const began = performance.now();
    const response = await fetch(address, { method: "POST", headers, body: body(request), signal, credentials: "omit" });
    const tell = (text, number) => each({ status: response.status, text, json: parsed(text), milliseconds: performance.now() - began, number });
    if (!response.headers.get("content-type")?.startsWith("text/event-stream")) return tell(await response.text());
    const events = new Events();
    const decoder = new TextDecoder();
    let number = 0;
    for (const reader = response.body.getReader(); ; ) {
        const { done, value } = await reader.read();
        if (done) throw new Error("the gateway has ended it.");
        for (const event of events.take(decoder.decode(value, { stream: true }))) {
            if (event.name === "complete") return;
            if (event.name === "next") tell(event.data, (number += 1));
        }
    }
}

/** Where the schema of an address is, as SDL. */
export function schemaAddress(address) {
    return address.replace(/graphql$/, "schema.graphql");
}

/** The SDL that a token sees, as an answer without JSON. Throws where none came. */
export async function loadSDL(address, token, signal) {
    const began = performance.now();
    const response = await fetch(schemaAddress(address), { headers: authorization(token), signal, credentials: "omit" });
    return { status: response.status, text: await response.text(), json: null, milliseconds: performance.now() - began };
}

function authorization(token) {
    return token === "" ? {} : { authorization: `Bearer ${token}` };
}

const ANYBODY = "Put a token here; visitors have a page for each marketplace, /t/NAME/.";
const NOBODY = "No marketplace of this name takes visitors. Put a token here.";

/** The schema that a token sees. Throws an error that says why there is none. */
export async function loadSchema(address, token, signal) {
    const answer = await ask(address, { query: INTROSPECTION }, token, signal);
    const introspected = answer.json?.data?.__schema;
    if (introspected) return new Schema(introspected);
    if (token === "" && answer.status === 401) throw new Error(address === "/graphql" ? ANYBODY : NOBODY);
    throw new Error(errorsOf(answer.json)[0]?.message ?? `The gateway answered with status ${answer.status}.`);
}

/** The errors of an answer; none of what is no GraphQL answer. */
export function errorsOf(json) {
    return Array.isArray(json?.errors) ? json.errors.filter((error) => typeof error?.message === "string") : [];
}

const WHO = "{ viewer { role scopes } }";

/** Who a token is: `{ role, scopes }`; null where the graph does not tell. */
export async function loadViewer(address, token, schema, signal) {
    const type = schema.field(schema.roots.query, "viewer")?.type;
    const fields = schema.fields.get(type?.ofType?.name ?? type?.name);
    if (!fields?.has("role") || !fields.has("scopes")) return null;
    return (await ask(address, { query: WHO }, token, signal)).json?.data?.viewer ?? null;
}

/** The same request for a shell, the token left to a variable of the environment. */
export function curl(address, request, hasToken, isFollowed = false) {
    const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;
    return [
        `curl -sS${isFollowed ? "N" : ""} ${quoted(address)}`,
        ...(isFollowed ? ["-H 'Accept: text/event-stream'"] : []),
        ...(hasToken ? [`-H "Authorization: Bearer $TOKEN"`] : []),
        `-H 'Content-Type: application/json'`,
        `-d ${quoted(body(request))}`,
    ].join(" \\\n  ");
}

function parsed(text) {
    try {
        return JSON.parse(text);
    } catch {
        return null;
    }
}
