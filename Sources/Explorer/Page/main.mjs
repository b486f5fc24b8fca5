import { showAnswer, showEnd, showNone } from "./answer.mjs";
import { Docs, placeOf, summary } from "./docs.mjs";
import { element, find } from "./dom.mjs";
import { Editor } from "./editor.mjs";
import { formatted } from "./format.mjs";
import { ask, curl, endpoint, follow, loadSDL, loadSchema, loadViewer, schemaAddress } from "./gateway.mjs";
import { memory } from "./memory.mjs";
import { firstQuery } from "./start.mjs";
import { filledIn, missing, readVariables } from "./variables.mjs";

const START = "# Ctrl-Space suggests, Ctrl-Enter runs.\n";
const HINT = "Ctrl-Enter runs it.";

const address = endpoint(location.pathname);
const docs = new Docs(find("docs"));
const editor = new Editor(find("document"), { label: "Document", onchange: (text) => (memory.draft = text), onmove: moved });

let schema = null;
let operations = [];
let mark = null;
let answered = "";
// What is under way, to be stopped: a request, and the loading of the schema.
let running = null;
let loading = null;

/** Shows what stands at the cursor, and the operations to choose from. */
function moved(at, walked, isTyped) {
    mark = at;
    const told = summary(mark, isTyped);
    find("told").textContent = told.text;
    find("told").className = told.isProblem ? "bad" : "";
    find("told").disabled = placeOf(mark, schema) === null;
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
    editor.settle();
    if (operations.length < 2) return operations[0];
    return operations.find((operation) => operation.name === find("operation").value);
}

/** The request as it would be sent; null, and said why, where there is none. */
function request() {
    const operation = chosen();
    const variables = find("variables").value.trim();
    const { values, problem = obstacle() } = readVariables(variables);
    const without = problem ? [] : missing(values, operation);
    find("amiss").textContent = problem ?? (without.length > 0 ? `Missing: ${without.map((variable) => variable.name).join(", ")}` : "");
    if (problem) return null;
    return { query: editor.text, variables, operationName: operations.length > 1 ? operation?.name : null };
}

/** Why the document cannot be asked as it is; undefined where it can. */
function obstacle() {
    if (operations.length === 0) return "There is no operation to run.";
    return operations.length > 1 && operations.some((operation) => !operation.name) ? "Of several operations each needs a name." : undefined;
}

/** Runs the chosen operation; a dry run tells what it would cost. */
function run({ isDry = false } = {}) {
    const asked = request();
    // What is still shown would pass for the answer.
    if (!asked) {
        answered = "";
        showNone(find("amiss").textContent, true);
        return rest();
    }
    if (isDry) asked.extensions = { dryRun: true };
    memory.remember(editor.text);
    if (!isDry && isSubscription()) return show((signal, each) => follow(address, asked, token(), signal, each));
    return show((signal) => ask(address, asked, token(), signal));
}

/** Whether what would run is answered again and again. */
function isSubscription() {
    return chosen()?.kind === "subscription";
}

/**
 * Shows what comes, unless something else is under way, which this stops.
 *
 * @param load returns an answer, or calls its second argument with each of many
 */
async function show(load) {
    if (running) return running.abort();
    const mine = (running = new AbortController());
    const isMine = () => running === mine;
    find("run").textContent = "Stop";
    showNone("Asking …");
    answered = "";
    let count = 0;
    const each = (answer) => {
        if (!isMine()) return;
        count += 1;
        answered = showAnswer(answer, (place) => editor.goTo(place));
        find("copy").hidden = answered === "";
    };
    try {
        const answer = await load(mine.signal, each);
        if (answer) each(answer);
    } catch (error) {
        // What was told last stays to be read.
        if (isMine() && count > 0) showEnd(mine.signal.aborted ? "Stopped." : `Broken off: ${error.message}`, !mine.signal.aborted);
        else if (isMine()) showNone(mine.signal.aborted ? "Stopped." : `No answer came to its end: ${error.message}`, !mine.signal.aborted);
    }
    if (isMine()) rest();
}

/** Ends what is under way, whether it is over or not. */
function rest() {
    running?.abort();
    running = null;
    find("copy").hidden = answered === "";
    find("run").textContent = "Run";
}

function token() {
    return find("token").value.trim();
}

/** Loads the schema and the viewer of the token anew. What was shown was somebody else's. */
async function identify() {
    loading?.abort();
    const { signal } = (loading = new AbortController());
    memory.token = token();
    use(null);
    showNone(HINT);
    answered = "";
    rest();
    tell("Loading the schema …");
    try {
        const loaded = await loadSchema(address, token(), signal);
        if (signal.aborted) return;
        use(loaded);
        tell("");
    } catch (error) {
        if (!signal.aborted) tell(error.message, "", token() !== "");
        return;
    }
    if (editor.text === START) editor.text = START + firstQuery(schema);
    // Who it is, is good to know; the schema is there without.
    const viewer = await loadViewer(address, token(), schema, signal).catch(() => null);
    if (viewer && !signal.aborted) tell(described(viewer), viewer.scopes?.length > 0 ? `Scopes: ${viewer.scopes.join(", ")}` : "");
}

function tell(text, title = "", isBad = false) {
    find("viewer").textContent = text;
    find("viewer").title = title;
    find("viewer").className = isBad ? "bad" : "";
}

function described({ role, scopes }) {
    const count = scopes?.length ?? 0;
    return `Role ${String(role).toLowerCase()}${count > 0 ? `, ${count} scope${count === 1 ? "" : "s"}` : ""}`;
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

/** Takes the document of a link, once; what was being written stays among what was run. Nothing runs. */
function followLink() {
    const text = new URLSearchParams(location.hash.slice(1)).get("query");
    if (!text) return;
    history.replaceState(null, "", location.pathname + location.search);
    if (memory.draft) memory.remember(memory.draft);
    editor.replaceAll(text);
}

async function copy(button, text) {
    button.dataset.label ??= button.textContent;
    try {
        await navigator.clipboard.writeText(text);
        button.textContent = "Copied";
    } catch {
        button.textContent = "This browser does not let it";
    }
    setTimeout(() => (button.textContent = button.dataset.label), 1500);
}

function showPast() {
    const entries = memory.history.map((text) => {
        const take = () => {
            find("past").close();
            editor.replaceAll(text);
        };
        return element("li", {}, element("button", { type: "button", class: "link", onclick: take }, element("pre", {}, text)));
    });
    find("past").querySelector("ul").replaceChildren(...(entries.length > 0 ? entries : [element("li", {}, "Nothing was run yet.")]));
    find("past").showModal();
}

function forget() {
    find("token").value = "";
    find("variables").value = "";
    editor.text = START;
    find("past").close();
    identify();
    memory.forget();
}

function command(event) {
    const isCommand = event.ctrlKey || event.metaKey;
    // A key that is held would run it again and again.
    if (!isCommand || event.repeat || event.isComposing || find("past").open) return;
    if (event.key === "Enter") run();
    else if (event.shiftKey && event.key.toLowerCase() === "f") editor.replaceAll(formatted(editor.text));
    else return;
    event.preventDefault();
}

find("address").textContent = address;
find("sdl").href = schemaAddress(address);
find("token").value = memory.token;
find("variables").value = memory.variables;
editor.text = memory.draft ?? START;
followLink();

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
    if (asked) copy(event.target, curl(location.origin + address, asked, token() !== "", isSubscription()));
});
find("copy").addEventListener("click", (event) => copy(event.target, answered));
find("sdl").addEventListener("click", (event) => {
    // The link alone would not bring the token.
    event.preventDefault();
    show((signal) => loadSDL(address, token(), signal));
});
find("fill").addEventListener("click", () => {
    const filled = filledIn(find("variables").value, chosen(), schema);
    const isNew = filled !== find("variables").value;
    find("variables").value = filled;
    memory.variables = filled;
    if (request() && !isNew) find("amiss").textContent = "None is missing that has to be given.";
});
find("told").addEventListener("click", () => docs.open(...placeOf(mark, schema)));
window.addEventListener("hashchange", followLink);
document.addEventListener("keydown", command);
identify();
