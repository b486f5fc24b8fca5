import { showAnswer, showFailure } from "./answer.mjs";
import { Docs, placeOf, summary } from "./docs.mjs";
import { element, find } from "./dom.mjs";
import { Editor } from "./editor.mjs";
import { formatted } from "./format.mjs";
import { ask, curl, endpoint, loadSchema, loadViewer } from "./gateway.mjs";
import { memory } from "./memory.mjs";
import { firstQuery } from "./start.mjs";
import { filledIn, missing, readVariables } from "./variables.mjs";

const START = "# Ctrl-Space suggests, Ctrl-Enter runs.\n";

const address = endpoint(location.pathname);
const docs = new Docs(find("docs"));
const editor = new Editor(find("document"), { label: "Document", onchange: changed, onmove: moved });

let schema = null;
let operations = [];
let mark = null;
let answered = "";
let running = null;
let loading = null;

function changed(text) {
    memory.draft = text;
}

/** Shows what stands at the cursor, and the operations to choose from. */
function moved(at, walked) {
    mark = at;
    const told = summary(mark);
    find("told").textContent = told.text;
    find("told").className = [told.isProblem ? "bad" : "", placeOf(mark, schema) ? "open" : ""].join(" ").trim();
    operations = walked.operations;
    const names = operations.map((operation) => operation.name ?? "").filter(Boolean);
    const choice = find("operation");
    const cursor = editor.area.selectionStart;
    const here = operations.findLast((operation) => operation.start <= cursor)?.name;
    if (names.join() !== [...choice.options].map((option) => option.value).join()) {
        choice.replaceChildren(...names.map((name) => element("option", { value: name }, name)));
    }
    if (here) choice.value = here;
    choice.parentElement.hidden = operations.length < 2;
}

/** The operation that would run. */
function chosen() {
    if (operations.length < 2) return operations[0];
    return operations.find((operation) => operation.name === find("operation").value);
}

/** The request as it would be sent; null, and said why, where the variables are no JSON. */
function request() {
    const { values, problem } = readVariables(find("variables").value);
    const without = problem ? [] : missing(values, chosen());
    find("amiss").textContent = problem ?? (without.length > 0 ? `Missing: ${without.map((variable) => variable.name).join(", ")}` : "");
    if (problem) return null;
    const name = operations.length > 1 ? chosen()?.name : null;
    return { query: editor.text, ...(Object.keys(values).length > 0 && { variables: values }), ...(name && { operationName: name }) };
}

/** Runs the chosen operation, or stops the one that runs; a dry run tells what it would cost. */
async function run({ isDry = false } = {}) {
    if (running) return running.abort();
    const asked = request();
    if (!asked) return;
    if (isDry) asked.extensions = { dryRun: true };
    memory.remember(editor.text);
    running = new AbortController();
    find("run").textContent = "Stop";
    find("facts").textContent = "Asking …";
    try {
        answered = showAnswer(await ask(address, asked, find("token").value.trim(), running.signal), (place) => editor.goTo(place));
    } catch (error) {
        showFailure(error.name === "AbortError" ? "Stopped." : `No answer came to its end: ${error.message}`);
        answered = "";
    }
    find("copy").hidden = answered === "";
    find("run").textContent = "Run";
    running = null;
}

/** Loads the schema and the viewer of the token anew. */
async function identify() {
    loading?.abort();
    const { signal } = (loading = new AbortController());
    const token = find("token").value.trim();
    memory.token = token;
    find("viewer").className = "";
    find("viewer").textContent = "Loading the schema …";
    try {
        use(await loadSchema(address, token, signal));
        if (editor.text === START) editor.text = START + firstQuery(schema);
        const viewer = await loadViewer(address, token, schema, signal);
        find("viewer").textContent = viewer ? described(viewer) : "";
        find("viewer").title = viewer?.scopes?.length > 0 ? `Scopes: ${viewer.scopes.join(", ")}` : "";
    } catch (error) {
        if (signal.aborted) return;
        use(null);
        find("viewer").className = "bad";
        find("viewer").textContent = token === "" ? `${error.message} A visitor's marketplace is at /t/NAME/.` : error.message;
    }
}

function described({ role, scopes }) {
    const count = scopes?.length ?? 0;
    return `Role ${role.toLowerCase()}${count > 0 ? `, ${count} scope${count === 1 ? "" : "s"}` : ""}`;
}

function use(loaded) {
    schema = loaded;
    editor.useSchema(schema);
    docs.useSchema(schema);
}

/** A link that holds the document after its `#`, which browsers send to nobody. */
function link() {
    return `${location.origin}${location.pathname}#query=${encodeURIComponent(editor.text)}`;
}

function linked() {
    return new URLSearchParams(location.hash.slice(1)).get("query");
}

async function copy(button, text) {
    const label = button.textContent;
    try {
        await navigator.clipboard.writeText(text);
        button.textContent = "Copied";
    } catch {
        button.textContent = "This browser does not let it";
    }
    setTimeout(() => (button.textContent = label), 1500);
}

function showPast() {
    const entries = memory.history.map((text) => {
        const take = () => {
            editor.replaceAll(text);
            find("past").close();
        };
        return element("li", {}, element("button", { type: "button", class: "link", onclick: take }, element("pre", {}, text)));
    });
    find("past").querySelector("ul").replaceChildren(...(entries.length > 0 ? entries : [element("li", {}, "Nothing was run yet.")]));
    find("past").showModal();
}

function forget() {
    memory.forget();
    find("token").value = "";
    find("variables").value = "";
    find("past").close();
    identify();
}

/** The SDL needs the token in a header, which a link cannot send. */
async function showSDL(event) {
    event.preventDefault();
    const token = find("token").value.trim();
    const response = await fetch(address.replace(/graphql$/, "schema.graphql"), { headers: token ? { authorization: `Bearer ${token}` } : {} });
    answered = await response.text();
    find("facts").textContent = response.ok ? "Your schema" : String(response.status);
    find("errors").replaceChildren();
    find("answer").textContent = answered;
    find("copy").hidden = false;
}

find("address").textContent = address;
find("token").value = memory.token;
find("variables").value = memory.variables;
// What was being written is not lost to a link.
if (linked() && memory.draft) memory.remember(memory.draft);
editor.text = linked() ?? memory.draft ?? START;

find("token").addEventListener("change", identify);
find("variables").addEventListener("input", () => {
    memory.variables = find("variables").value;
    request();
});
find("run").addEventListener("click", () => run());
find("cost").addEventListener("click", () => run({ isDry: true }));
find("format").addEventListener("click", () => editor.replaceAll(formatted(editor.text)));
find("history").addEventListener("click", showPast);
find("forget").addEventListener("click", forget);
find("link").addEventListener("click", (event) => copy(event.target, link()));
find("curl").addEventListener("click", (event) => {
    const asked = request();
    if (asked) copy(event.target, curl(location.origin + address, asked, find("token").value !== ""));
});
find("copy").addEventListener("click", (event) => copy(event.target, answered));
find("sdl").addEventListener("click", showSDL);
find("fill").addEventListener("click", () => {
    find("variables").value = filledIn(find("variables").value, chosen(), schema);
    memory.variables = find("variables").value;
    request();
});
find("told").addEventListener("click", () => {
    const place = placeOf(mark, schema);
    if (place) docs.open(...place);
});
window.addEventListener("hashchange", () => {
    const text = linked();
    if (text) editor.replaceAll(text);
});
document.addEventListener("keydown", (event) => {
    const isCommand = event.ctrlKey || event.metaKey;
    if (isCommand && event.key === "Enter") run();
    else if (isCommand && event.shiftKey && event.key.toLowerCase() === "f") editor.replaceAll(formatted(editor.text));
    else return;
    event.preventDefault();
});
identify();
