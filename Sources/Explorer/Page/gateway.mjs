import { INTROSPECTION, Schema } from "./schema.mjs";

/** Where to ask: beside the page, so that a page at `/t/NAME/` asks as a visitor of that marketplace. */
export function endpoint(path) {
    const tenant = /^\/t\/([a-z][a-z0-9-]*)\/?$/.exec(path)?.[1];
    return tenant ? `/t/${tenant}/graphql` : "/graphql";
}

/**
 * Sends one request.
 *
 * @param request `{ query, variables?, operationName? }`
 * @returns `{ status, text, json, milliseconds }`; `json` is null where the answer is none. Throws where no answer came.
 */
export async function ask(address, request, token, signal) {
    const headers = { "content-type": "application/json", accept: "application/graphql-response+json" };
    if (token !== "") headers.authorization = `Bearer ${token}`;
    const began = performance.now();
    const response = await fetch(address, { method: "POST", headers, body: JSON.stringify(request), signal, credentials: "omit" });
    const text = await response.text();
    return { status: response.status, text, json: parsed(text), milliseconds: performance.now() - began };
}

/** The schema that a token sees. Throws an error that says why there is none. */
export async function loadSchema(address, token, signal) {
    const answer = await ask(address, { query: INTROSPECTION }, token, signal);
    const introspected = answer.json?.data?.__schema;
    if (introspected) return new Schema(introspected);
    throw new Error(answer.json?.errors?.[0]?.message ?? `The gateway answered with status ${answer.status}.`);
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
export function curl(address, request, hasToken) {
    const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;
    return [
        `curl -sS ${quoted(address)}`,
        ...(hasToken ? [`-H "Authorization: Bearer $TOKEN"`] : []),
        `-H 'Content-Type: application/json'`,
        `-d ${quoted(JSON.stringify(request))}`,
    ].join(" \\\n  ");
}

function parsed(text) {
    try {
        return JSON.parse(text);
    } catch {
        return null;
    }
}
