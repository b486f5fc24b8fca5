import { element, find } from "./dom.mjs";
import { errorsOf } from "./gateway.mjs";
import { laidOut, parts } from "./json.mjs";

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

/** Says beside the last answer of many why there are no more. */
export function showEnd(message, isBad) {
    find("facts").append(element("span", { class: isBad ? "bad" : null }, message));
}

function facts({ status, text, json, milliseconds, number }) {
    const cost = json?.extensions?.cost;
    const errors = errorsOf(json).length;
    const told = [
        element("span", { class: status < 300 && errors === 0 ? "good" : "bad" }, `${status}${errors > 0 ? `, ${count(errors, "error")}` : ""}`),
        number > 1 ? `after ${(milliseconds / 1000).toFixed(1)} s` : `${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`,
        size(new Blob([text]).size),
    ];
    if (number) told.unshift(element("span", { title: "The newest answer of so many; it is replaced when there is another" }, `event ${number}`));
    if (cost) told.push(element("span", { title: "Rows that were answered, of those that it might have cost; left is what you may ask for now, where your rate is limited" }, costText(cost)));
    return told.map((each) => (typeof each === "string" ? element("span", {}, each) : each));
}

/** What was read of what might have been; of what was not run, what it may read of what it is allowed to. */
function costText({ requested, actual, limit, remaining }) {
    const cost = limit === undefined ? `cost ${actual} of ${requested}` : `would cost ${requested} of ${limit}`;
    return typeof remaining === "number" ? `${cost}, ${remaining} left` : cost;
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

function coloured(text) {
    const nodes = [];
    let end = 0;
    for (const part of parts(text)) {
        if (part.kind === "punctuator") continue;
        nodes.push(text.slice(end, part.start), element("span", { class: part.kind }, part.text));
        end = part.end;
    }
    return [...nodes, text.slice(end)];
}
