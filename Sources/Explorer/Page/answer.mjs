import { element, find } from "./dom.mjs";
import { errorsOf } from "./gateway.mjs";

/** Beyond so many characters an answer is shown without colours, and beyond so many not to its end. */
const MOST_COLOURED = 300_000;
const MOST_SHOWN = 3_000_000;

/**
 * Shows an answer as it came, laid out: numbers keep all their digits.
 *
 * @param answer what `ask` returned
 * @param goTo called with `{ line, column }` when the place of an error is chosen
 */
export function showAnswer(answer, goTo) {
    find("facts").replaceChildren(...facts(answer));
    find("errors").replaceChildren(...errorsOf(answer.json).map((error) => errorLine(error, goTo)));
    const text = answer.json === null ? answer.text : laidOut(answer.text);
    const shown = text.slice(0, MOST_SHOWN);
    find("answer").replaceChildren(...(shown.length <= MOST_COLOURED && answer.json !== null ? coloured(shown) : [shown]));
    if (shown.length < text.length) find("answer").append(`\n… ${text.length - shown.length} characters more, which "Copy" copies.`);
    return text;
}

/** Says why there is no answer, which need not be bad. */
export function showNone(message, isBad = false) {
    find("facts").replaceChildren(element("span", { class: isBad ? "bad" : null }, message));
    find("errors").replaceChildren();
    find("answer").replaceChildren();
}

function facts({ status, text, json, milliseconds }) {
    const cost = json?.extensions?.cost;
    const errors = errorsOf(json).length;
    const told = [
        element("span", { class: status < 300 && errors === 0 ? "good" : "bad" }, `${status}${errors > 0 ? `, ${count(errors, "error")}` : ""}`),
        `${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`,
        size(new Blob([text]).size),
    ];
    if (cost) told.push(element("span", { title: "Rows that it may read, page sizes multiplied out" }, costText(cost)));
    return told.map((each) => (typeof each === "string" ? element("span", {}, each) : each));
}

/** What was read of what might have been; of what was not run, what it may read of what it is allowed to. */
function costText({ requested, actual, limit }) {
    return limit === undefined ? `cost ${actual} of ${requested}` : `would cost ${requested} of ${limit}`;
}

function errorLine(error, goTo) {
    const places = (Array.isArray(error.locations) ? error.locations : []).map((place) =>
        element("button", { type: "button", class: "link", onclick: () => goTo(place) }, `line ${place.line}, column ${place.column}`),
    );
    const path = Array.isArray(error.path) ? element("code", {}, error.path.join(".")) : null;
    return element("li", {}, element("code", {}, error.extensions?.code ?? "ERROR"), " ", error.message, " ", path, " ", ...places);
}

function size(bytes) {
    return bytes < 1000 ? `${bytes} B` : bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function count(number, noun) {
    return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

const PART = /("(?:[^"\\]|\\.)*")(\s*:)?|([{}[\],])|(-?[0-9][0-9.eE+-]*|true|false|null)/g;

/** JSON with a line for each entry; every value as it was written. */
export function laidOut(json) {
    const parts = [];
    let indent = "\n";
    let previous = "";
    for (const match of json.matchAll(PART)) {
        const part = match[3] ?? match[0];
        const closes = part === "}" || part === "]";
        if (closes) indent = indent.slice(0, -2);
        const isEmpty = closes && (previous === "{" || previous === "[");
        if (!isEmpty && (closes || previous === "{" || previous === "[" || previous === ",")) parts.push(indent);
        parts.push(match[2] !== undefined ? `${match[1]}: ` : part);
        if (part === "{" || part === "[") indent += "  ";
        previous = part;
    }
    return parts.join("");
}

function coloured(text) {
    const nodes = [];
    let end = 0;
    for (const match of text.matchAll(PART)) {
        if (match[3] !== undefined) continue;
        const kind = match[2] !== undefined ? "name" : match[1] !== undefined ? "string" : "number";
        nodes.push(text.slice(end, match.index), element("span", { class: kind }, match[1] ?? match[0]));
        end = match.index + (match[1] ?? match[0]).length;
    }
    return [...nodes, text.slice(end)];
}
